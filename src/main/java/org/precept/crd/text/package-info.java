/**
 * Calls and answers as JSON text: where each resource stands in it, character by character, and the access token taken out.
 * Knows no FHIR model. Imports {@code fhir}.
 */
@NullMarked
package org.precept.crd.text;

import org.jspecify.annotations.NullMarked;
