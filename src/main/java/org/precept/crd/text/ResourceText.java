package org.precept.crd.text;

import org.jspecify.annotations.Nullable;

/**
 * A resource as it was received, character by character.
 *
 * @param path where it stood, for error messages, e.g. {@code context.draftOrders.entry[0].resource}
 * @param type resourceType, empty when there is none
 * @param id null when it has none
 * @param fullUrl of its Bundle entry, null when there is none
 * @param json its text
 */
public record ResourceText(
        String path,
        String type,
        @Nullable String id,
        @Nullable String fullUrl,
        String json) {

    /** How evidence and errors name it: the fullUrl when that is absolute, else {@code Type/id}. */
    public String reference() {
        if (fullUrl != null && (fullUrl.contains("://") || fullUrl.startsWith("urn:"))) {
            return fullUrl;
        }
        return local();
    }

    /** {@code Type/id}, or the bare type when there is no id. */
    public String local() {
        return id == null ? type : type + "/" + id;
    }
}
