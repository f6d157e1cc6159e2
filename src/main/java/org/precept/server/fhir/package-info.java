/** The FHIR REST endpoints: {@code /fhir}, and {@code /2.0.1/fhir} for clients of the 2.0.1 guides. */
@NullMarked
package org.precept.server.fhir;

import org.jspecify.annotations.NullMarked;
