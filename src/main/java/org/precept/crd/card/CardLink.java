package org.precept.crd.card;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/**
 * A link of a card, always {@code absolute} (CRD 2.2.1, "External Reference"; resp-17: never a portal for authorization).
 *
 * @param label what it leads to
 * @param url absolute
 */
public record CardLink(String label, String url) {

    static void writeAll(JsonGenerator json, List<CardLink> links) throws IOException {
        json.writeArrayFieldStart("links");
        for (CardLink link : links) {
            json.writeStartObject();
            json.writeStringField("label", link.label);
            json.writeStringField("url", link.url);
            json.writeStringField("type", "absolute");
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
