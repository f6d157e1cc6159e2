package org.precept.crd;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A CDS Hooks card (CRD 2.2.1, CRDHooksResponseBase).
 *
 * @param summary for a glance; cut below 140 characters
 * @param detail markdown
 * @param indicator how urgent
 * @param topic code of cdshooks-card-type
 * @param source name of the insurer
 * @param orders references of the orders it is about
 * @param suggestions orders to add; may be empty
 */
record Card(
        String summary,
        String detail,
        Indicator indicator,
        String topic,
        String source,
        List<String> orders,
        List<SuggestedOrderRequest> suggestions) {

    /** The most urgent first. */
    static final Comparator<Card> BY_URGENCY = Comparator.comparing(Card::indicator);

    private static final String TOPICS = "http://terminology.hl7.org/CodeSystem/cdshooks-card-type";
    private static final int LONGEST_SUMMARY = 139;
    private static final Map<String, String> DISPLAYS = Map.of(
            "guideline", "Guideline",
            "off-guideline", "Off Guideline",
            "contraindication", "Contraindication",
            "clinical-reminder", "Clinical Reminder",
            "limits", "Limits",
            "claim", "Claim");

    Card {
        orders = List.copyOf(orders);
        suggestions = List.copyOf(suggestions);
        summary = summary.length() <= LONGEST_SUMMARY ? summary : summary.substring(0, LONGEST_SUMMARY - 1) + "…";
    }

    /** Card topics that can come; each has an option of its own in discovery. */
    static Set<String> topics() {
        return DISPLAYS.keySet();
    }

    /** Urgency, the most urgent first. */
    enum Indicator {
        CRITICAL,
        WARNING,
        INFO;

        static Indicator of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /** Writes it under the uuid by which feedback will name it. */
    void write(JsonGenerator json, UUID uuid) throws IOException {
        json.writeStartObject();
        json.writeStringField("uuid", uuid.toString());
        json.writeStringField("summary", summary);
        json.writeStringField("detail", detail);
        json.writeStringField("indicator", indicator.name().toLowerCase(Locale.ROOT));
        json.writeObjectFieldStart("source");
        json.writeStringField("label", source);
        json.writeObjectFieldStart("topic");
        json.writeStringField("system", TOPICS);
        json.writeStringField("code", topic);
        json.writeStringField("display", DISPLAYS.getOrDefault(topic, topic));
        json.writeEndObject();
        json.writeEndObject();
        if (!suggestions.isEmpty()) {
            json.writeArrayFieldStart("suggestions");
            for (SuggestedOrderRequest suggestion : suggestions) {
                suggestion.write(json);
            }
            json.writeEndArray();
            json.writeStringField("selectionBehavior", "any");
        }
        json.writeObjectFieldStart("extension");
        json.writeArrayFieldStart("davinci-crd.associated-resource");
        for (String order : orders) {
            json.writeStartObject();
            json.writeStringField("reference", order);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }
}
