/** Unit tests. */
@NullMarked
package org.precept.fhir;

import org.jspecify.annotations.NullMarked;
