package org.precept.crd.metrics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.precept.crd.metrics.AnswerMeasures.Coverage;
import org.precept.crd.metrics.AnswerMeasures.Name;
import org.precept.crd.metrics.AnswerMeasures.Request;
import org.precept.crd.metrics.AnswerMeasures.Resources;
import org.precept.crd.metrics.AnswerMeasures.Response;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.CodingKey;

/**
 * Measures as they are kept: JSON with the element names of CRDMetricData. In place of {@code engagement}, which is known
 * later, a response has the number of its card as {@code card}. What clients send is cut where it is longer than any
 * code, and requests after a quarter of a million characters are left out, so that the text has an end.
 */
final class MeasuresJson {
    static final String CARD = "card";

    private static final JsonFactory JSON = new JsonFactory();
    private static final int LONGEST = 250_000;
    private static final int LONGEST_NAME = 255;
    private static final int MOST_CODES = 10;
    private static final int USUAL = 1500;

    private final JsonGenerator json;

    private MeasuresJson(JsonGenerator json) {
        this.json = json;
    }

    static String of(CallMeasures call) {
        StringWriter text = new StringWriter(USUAL);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            new MeasuresJson(json).write(call, text);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return text.toString();
    }

    private void write(CallMeasures call, StringWriter text) throws IOException {
        AnswerMeasures answer = call.answer();
        json.writeStartObject();
        json.writeStringField("source", "payer-src");
        text("hookInstance", call.hookInstance());
        text("hookType", call.hookType());
        name("providerId", answer.provider());
        name("groupId", answer.group());
        name("payerId", new Name(CodeSystems.PAYER, call.payer() == null ? Name.UNKNOWN.value() : call.payer()));
        text("requestTime", call.requestTime().toString());
        text("responseTime", call.responseTime().toString());
        json.writeNumberField("httpResponse", call.status());
        if (!call.issues().isEmpty()) {
            json.writeArrayFieldStart("issue");
            for (String code : call.issues()) {
                json.writeStartObject();
                json.writeStringField("code", code);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        text("tokenUse", answer.tokenUse().code());
        resources(answer.resources());
        json.writeArrayFieldStart("request");
        for (Request request : answer.requests()) {
            json.flush();
            if (text.getBuffer().length() < LONGEST) {
                request(request);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void resources(List<Resources> resources) throws IOException {
        if (resources.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("resources");
        for (Resources each : resources) {
            json.writeStartObject();
            text("type", each.type());
            json.writeNumberField("count", each.count());
            json.writeBooleanField("prefetch", each.prefetch());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void request(Request request) throws IOException {
        json.writeStartObject();
        text("type", request.type());
        orderDetail(request.codes());
        if (!request.responses().isEmpty()) {
            json.writeArrayFieldStart("response");
            for (Response response : request.responses()) {
                response(response);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    /** Codes alone: the text of a code may say anything. */
    private void orderDetail(List<CodingKey> codes) throws IOException {
        json.writeObjectFieldStart("orderDetail");
        if (codes.isEmpty()) {
            json.writeStringField("text", "not coded");
        } else {
            codings(codes.subList(0, Math.min(codes.size(), MOST_CODES)));
        }
        json.writeEndObject();
    }

    private void response(Response response) throws IOException {
        json.writeStartObject();
        text("type", response.topic());
        if (!response.focus().isEmpty()) {
            json.writeArrayFieldStart("focus");
            for (String type : response.focus()) {
                json.writeString(type);
            }
            json.writeEndArray();
        }
        if (response.card() > 0) {
            json.writeNumberField(CARD, response.card());
        }
        if (response.coverage() != null) {
            json.writeArrayFieldStart("coverageInfo");
            coverage(response.coverage());
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void coverage(Coverage coverage) throws IOException {
        json.writeStartObject();
        text("covered", coverage.covered());
        text("paNeeded", coverage.paNeeded());
        text("docNeeded", coverage.docNeeded());
        text("infoNeeded", coverage.infoNeeded());
        if (coverage.questionnaire() != null) {
            json.writeArrayFieldStart("questionnaire");
            json.writeStartObject();
            text("reference", coverage.questionnaire());
            json.writeBooleanField("adaptive", coverage.adaptive());
            // Answers the payer knows come with the form (DTR), not with this answer.
            json.writeBooleanField("response", false);
            json.writeEndObject();
            json.writeEndArray();
        }
        text("assertionId", coverage.assertionId());
        text("satisfiedId", coverage.satisfiedId());
        if (coverage.businessLine() != null) {
            json.writeObjectFieldStart("businessLine");
            codings(List.of(coverage.businessLine()));
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void codings(List<CodingKey> codes) throws IOException {
        json.writeArrayFieldStart("coding");
        for (CodingKey code : codes) {
            json.writeStartObject();
            text("system", code.system());
            text("code", code.code());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void name(String element, Name name) throws IOException {
        json.writeObjectFieldStart(element);
        text("system", name.system());
        text("value", name.value());
        json.writeEndObject();
    }

    private void text(String element, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(element, value.length() <= LONGEST_NAME ? value : value.substring(0, LONGEST_NAME));
        }
    }
}
