package org.precept.crd;

import org.hl7.fhir.r4.model.Resource;
import org.precept.crd.text.ResourceText;

/**
 * A resource of a hook call or of the client's server, read once.
 *
 * @param text as received
 * @param resource the same, read
 */
record Received(ResourceText text, Resource resource) {}
