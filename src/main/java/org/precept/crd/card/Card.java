package org.precept.crd.card;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.Coding;

/**
 * A CDS Hooks card (CRD 2.2.1, CRDHooksResponseBase).
 *
 * @param summary for a glance, below 140 characters; a longer one is cut between words
 * @param detail markdown
 * @param indicator how urgent
 * @param topic code of cdshooks-card-type
 * @param source name of the insurer
 * @param orders references of the orders it is about; may be empty
 * @param suggestions what the client can do at the user's word; may be empty
 * @param links further reading; may be empty
 * @param overrideReasons reasons to choose from for not following it; may be empty
 */
public record Card(
        String summary,
        String detail,
        Indicator indicator,
        String topic,
        String source,
        List<String> orders,
        List<Suggestion> suggestions,
        List<CardLink> links,
        List<Coding> overrideReasons) {

    /** The most urgent first. */
    public static final Comparator<Card> BY_URGENCY = Comparator.comparing(Card::indicator);

    private static final int LONGEST_SUMMARY = 139;
    private static final Map<String, String> DISPLAYS = Map.of(
            "guideline", "Guideline",
            "off-guideline", "Off Guideline",
            "contraindication", "Contraindication",
            "duplicate-therapy", "Duplicate Therapy",
            "therapy-alternatives-req", "Required Therapy Alternatives",
            "clinical-reminder", "Clinical Reminder",
            "limits", "Limits",
            "claim", "Claim");

    public Card {
        orders = List.copyOf(orders);
        suggestions = List.copyOf(suggestions);
        links = List.copyOf(links);
        overrideReasons = List.copyOf(overrideReasons);
        summary = cut(summary);
    }

    /** A card without links and reasons. */
    public Card(
            String summary,
            String detail,
            Indicator indicator,
            String topic,
            String source,
            List<String> orders,
            List<Suggestion> suggestions) {
        this(summary, detail, indicator, topic, source, orders, suggestions, List.of(), List.of());
    }

    /** Card topics that can come; each has an option of its own in discovery. */
    public static Set<String> topics() {
        return DISPLAYS.keySet();
    }

    /** The same card with links. */
    public Card linking(List<CardLink> to) {
        return new Card(summary, detail, indicator, topic, source, orders, suggestions, to, overrideReasons);
    }

    /** The same card with reasons to choose from for not following it. */
    public Card overridable(List<Coding> reasons) {
        return new Card(summary, detail, indicator, topic, source, orders, suggestions, links, reasons);
    }

    /** True when it asks for something that a user may decide against: it warns, or suggests. */
    public boolean asksForSomething() {
        return indicator != Indicator.INFO || !suggestions.isEmpty();
    }

    /** Urgency, the most urgent first. */
    public enum Indicator {
        CRITICAL,
        WARNING,
        INFO;

        /** By its code. @throws IllegalArgumentException for any other text */
        public static Indicator of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /** Writes it under the uuid by which feedback will name it. */
    public void write(JsonGenerator json, UUID uuid, String topics) throws IOException {
        json.writeStartObject();
        json.writeStringField("uuid", uuid.toString());
        json.writeStringField("summary", summary);
        json.writeStringField("detail", detail);
        json.writeStringField("indicator", indicator.name().toLowerCase(Locale.ROOT));
        source(json, topics);
        if (!suggestions.isEmpty()) {
            Suggestion.writeAll(json, suggestions, uuid);
        }
        if (!links.isEmpty()) {
            CardLink.writeAll(json, links);
        }
        if (!overrideReasons.isEmpty()) {
            json.writeArrayFieldStart("overrideReasons");
            for (Coding reason : overrideReasons) {
                coding(json, reason.getSystem(), reason.getCode(), reason.getDisplay());
            }
            json.writeEndArray();
        }
        if (!orders.isEmpty()) {
            associated(json);
        }
        json.writeEndObject();
    }

    private void source(JsonGenerator json, String topics) throws IOException {
        json.writeObjectFieldStart("source");
        json.writeStringField("label", source);
        json.writeFieldName("topic");
        coding(json, topics, topic, DISPLAYS.getOrDefault(topic, topic));
        json.writeEndObject();
    }

    private void associated(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("extension");
        json.writeArrayFieldStart("davinci-crd.associated-resource");
        for (String order : orders) {
            json.writeStartObject();
            json.writeStringField("reference", order);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void coding(JsonGenerator json, String system, String code, String display) throws IOException {
        json.writeStartObject();
        json.writeStringField("system", system);
        json.writeStringField("code", code);
        json.writeStringField("display", display);
        json.writeEndObject();
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST_SUMMARY) {
            return text;
        }
        int end = text.lastIndexOf(' ', LONGEST_SUMMARY - 1);
        return text.substring(0, end > 0 ? end : LONGEST_SUMMARY - 1) + "…";
    }
}
