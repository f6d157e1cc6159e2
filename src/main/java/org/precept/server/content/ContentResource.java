package org.precept.server.content;

import org.hl7.fhir.r4.model.Resource;

/**
 * One file of content under {@code fhir-resources/}.
 *
 * @param file path below the content location
 * @param canonical url of a definition; {@code Type/id} of anything else
 * @param version business version; {@code -} for what has none (payers, demo members)
 * @param sha256 of the file, and of the CQL text for a Library
 * @param resource what it holds; the Bundle for a demo member
 */
public record ContentResource(String file, String canonical, String version, String sha256, Resource resource) {

    /** Version of what has none. */
    static final String UNVERSIONED = "-";

    /** True for what must not change without a new version. */
    boolean versioned() {
        return !UNVERSIONED.equals(version);
    }
}
