package org.precept.crd.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.precept.record.CallId;
import org.precept.record.CardFeedback.Outcome;
import org.precept.record.CardFeedbacks;
import org.precept.record.HookCalls;
import org.precept.record.MeasuredCall;

/** The calls of a day as CRDMetricData, joined with what users did with their cards until now. */
public final class MetricReport {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 500;

    private final HookCalls calls;
    private final CardFeedbacks feedbacks;
    private final int page;

    /** Reports on logged calls. */
    public MetricReport(HookCalls calls, CardFeedbacks feedbacks) {
        this(calls, feedbacks, PAGE);
    }

    MetricReport(HookCalls calls, CardFeedbacks feedbacks, int page) {
        this.calls = calls;
        this.feedbacks = feedbacks;
        this.page = page;
    }

    /** How a report is written. */
    public enum Format {
        /** One CRDMetricData instance per line. */
        NDJSON,
        /** One row per request of a call; a call without requests has one row. */
        CSV
    }

    /**
     * Writes the calls received on the day (UTC), the earliest first; holds a page of them in memory.
     *
     * @throws IOException when nobody reads on
     */
    public void write(LocalDate day, Format format, Writer out) throws IOException {
        if (format == Format.CSV) {
            CsvRows.header(out);
        }
        Instant until = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        CallId after = CallId.first(day.atStartOfDay(ZoneOffset.UTC).toInstant());
        List<MeasuredCall> some;
        do {
            some = calls.measured(after, until, page);
            if (!some.isEmpty()) {
                CallId last = some.get(some.size() - 1).id();
                Map<UUID, Outcome> outcomes = feedbacks.outcomes(some.get(0).id(), last);
                for (MeasuredCall call : some) {
                    write(engaged(call, outcomes), format, out);
                }
                after = last;
            }
        } while (some.size() == page);
        out.flush();
    }

    private static void write(JsonNode call, Format format, Writer out) throws IOException {
        if (format == Format.CSV) {
            CsvRows.write(call, out);
        } else {
            out.write(call.toString());
            out.write('\n');
        }
    }

    /** The call with {@code engagement} where users reacted to a card. */
    private static JsonNode engaged(MeasuredCall call, Map<UUID, Outcome> outcomes) throws IOException {
        JsonNode measures = JSON.readTree(call.measures());
        for (JsonNode request : measures.path("request")) {
            for (JsonNode response : request.path("response")) {
                JsonNode card = ((ObjectNode) response).remove(MeasuresJson.CARD);
                Outcome outcome = card == null ? null : outcomes.get(call.id().card(card.intValue()));
                if (outcome != null) {
                    ((ObjectNode) response).put("engagement", outcome == Outcome.ACCEPTED ? "accept" : "override");
                }
            }
        }
        return measures;
    }
}
