/** The FHIR REST endpoint under {@code /fhir}. */
@NullMarked
package org.precept.server.fhir;

import org.jspecify.annotations.NullMarked;
