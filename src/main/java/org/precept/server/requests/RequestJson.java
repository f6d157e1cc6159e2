package org.precept.server.requests;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.precept.determination.Authorization;
import org.precept.record.Account;
import org.precept.record.Balances.LimitUse;
import org.precept.record.Deadlines.Urgency;
import org.precept.record.FiledItem;
import org.precept.record.RequestFile;
import org.precept.record.RequestFile.Extension;
import org.precept.server.requests.AuthorizedUnits.Line;
import org.precept.server.requests.PressingRequests.Listed;
import org.precept.server.requests.PressingRequests.Pressing;

/** Requests and authorized units as JSON for administrators; what is not known is left out. */
final class RequestJson {
    private static final JsonFactory JSON = new JsonFactory();

    private RequestJson() {}

    static byte[] overdue(Listed listed) {
        return written(json -> {
            json.writeStringField("at", listed.at().toString());
            json.writeNumberField("overdue", listed.counted().overdue());
            json.writeNumberField("nearlyDue", listed.counted().nearlyDue());
            json.writeArrayFieldStart("requests");
            for (Pressing each : listed.requests()) {
                request(each, json);
            }
            json.writeEndArray();
        });
    }

    private static void request(Pressing each, JsonGenerator json) throws IOException {
        RequestFile file = each.file();
        json.writeStartObject();
        json.writeStringField("claim", "Claim/" + file.claimId());
        json.writeStringField("response", "ClaimResponse/" + file.responseId());
        json.writeStringField("payer", file.payer());
        json.writeStringField("member", file.memberNumber());
        json.writeStringField("state", each.urgency() == Urgency.OVERDUE ? "overdue" : "nearly-due");
        json.writeBooleanField("expedited", file.clock().expedited());
        json.writeBooleanField("appeal", file.appealOf() != null);
        json.writeStringField("requestedAt", file.clock().requestedAt().toString());
        json.writeStringField("dueAt", file.clock().dueAt().toString());
        Extension extension = file.clock().extension();
        if (extension != null) {
            json.writeObjectFieldStart("extension");
            json.writeStringField("at", extension.at().toString());
            json.writeStringField("by", extension.by());
            json.writeStringField("reason", extension.reason());
            json.writeEndObject();
        }
        json.writeArrayFieldStart("items");
        for (FiledItem item : file.items()) {
            if (item.status().pended()) {
                json.writeStartObject();
                json.writeNumberField("item", item.sequence());
                text(json, "number", item.number());
                text(json, "reason", item.reason());
                text(json, "queue", item.queue());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static byte[] units(LocalDate day, List<Line> lines, Map<String, List<LimitUse>> limits) {
        return written(json -> {
            json.writeStringField("on", day.toString());
            json.writeArrayFieldStart("authorizations");
            for (Line line : lines) {
                line(line, json);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("limits");
            for (Map.Entry<String, List<LimitUse>> product : limits.entrySet()) {
                for (LimitUse limit : product.getValue()) {
                    limit(product.getKey(), limit, json);
                }
            }
            json.writeEndArray();
        });
    }

    private static void line(Line line, JsonGenerator json) throws IOException {
        Account account = line.account();
        Authorization authorization = account.authorization();
        json.writeStartObject();
        json.writeStringField("number", authorization.number());
        json.writeStringField("product", authorization.product());
        json.writeStringField("serviceDate", authorization.serviceDate().toString());
        text(json, "from", authorization.period().start());
        text(json, "to", authorization.period().end());
        units(json, "authorized", account.authorized());
        units(json, "used", account.used());
        units(json, "left", account.left());
        text(json, "cancelledAt", account.cancelledAt());
        text(json, "renewableFrom", line.renewableFrom());
        json.writeStringField("claim", "Claim/" + account.claimId());
        json.writeNumberField("item", account.item());
        json.writeEndObject();
    }

    private static void limit(String product, LimitUse limit, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("product", product);
        json.writeStringField("policy", limit.policy());
        json.writeStringField("phase", limit.phase());
        json.writeNumberField("windowDays", limit.windowDays());
        units(json, "limit", limit.limit());
        units(json, "authorized", limit.used());
        units(json, "left", limit.left());
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, @Nullable Object value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value.toString());
        }
    }

    private static void units(JsonGenerator json, String name, @Nullable BigDecimal value) throws IOException {
        if (value != null) {
            json.writeNumberField(name, value);
        }
    }

    /** Writes the members of one object. */
    private interface Members {
        void into(JsonGenerator json) throws IOException;
    }

    private static byte[] written(Members members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
            json.writeStartObject();
            members.into(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
