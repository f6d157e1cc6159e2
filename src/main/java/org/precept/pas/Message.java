package org.precept.pas;

import org.hl7.fhir.r4.model.Bundle;

/**
 * A body as it was read.
 *
 * @param digest SHA-256 over its canonical JSON, in hex: equal for bodies that differ in white space and order of
 *     properties only
 * @param bundle the Bundle in it
 */
record Message(String digest, Bundle bundle) {}
