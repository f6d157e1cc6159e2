package org.precept.pas;

import org.hl7.fhir.r4.model.Bundle;

/**
 * A body as it was read.
 *
 * @param digest SHA-256 over its canonical JSON, in hex: equal for bodies that differ in white space and order of
 *     properties only; of edition 2.0.1 marked with it
 * @param bundle the Bundle in it
 * @param edition of the base that it was sent to
 */
record Message(String digest, Bundle bundle, PasEdition edition) {}
