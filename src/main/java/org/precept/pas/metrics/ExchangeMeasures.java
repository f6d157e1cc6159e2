package org.precept.pas.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.CodeSystems;
import org.precept.pas.metrics.FiledRequests.Filed;
import org.precept.record.FiledItem;
import org.precept.record.PasExchange;
import org.precept.record.PasExchange.Kind;
import org.precept.record.RequestFile;

/**
 * An exchange as PASMetricData, from the payer's side. Codes and identifiers of providers and payers alone: no patient data,
 * and nothing that a client may write freely. What the messages do not say is left out; who is not named is {@code unknown}.
 */
final class ExchangeMeasures {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String CERTIFICATION = "https://codesystem.x12.org/005010/1322";
    private static final String CANCEL = "3";
    private static final int ERRORS = 400;
    private static final String UNKNOWN = "unknown";
    private static final int MOST = 100;
    private static final int LONGEST = 255;
    private static final Map<String, String> RESULTS = Map.of(
            "A1", "approved", "A2", "modified", "A6", "modified", "A3", "denied", "A4", "pended", "C", "cancelled");

    private final PasExchange exchange;
    private final @Nullable RequestFile file;
    private final Messages request;
    private final Messages response;
    private final JsonNode claim;

    private ExchangeMeasures(PasExchange exchange, @Nullable Filed filed) {
        this.exchange = exchange;
        this.file = filed == null ? null : filed.file();
        this.request = filed == null ? Messages.of(exchange.request()) : filed.bundle();
        // A notification is our answer to the request on file, only later.
        this.response = Messages.of(exchange.kind() == Kind.NOTIFICATION ? exchange.request() : exchange.response());
        this.claim = request.first("Claim");
    }

    /** @param filed the request that the exchange is about, when it does not bring it itself */
    static String of(PasExchange exchange, Optional<Filed> filed) {
        return new ExchangeMeasures(exchange, filed.orElse(null)).written().toString();
    }

    private ObjectNode written() {
        ObjectNode data = NODES.objectNode();
        data.put("source", "payer-src");
        identifier(data.putObject("providerId"), CodeSystems.NPI, provider());
        identifier(data.putObject("groupId"), CodeSystems.NPI, group());
        identifier(data.putObject("payerId"), CodeSystems.PAYER, payer());
        ObjectNode one = data.putArray("exchange").addObject();
        one.put("type", type());
        one.put("with", "provider");
        one.put("method", "restful");
        one.put("requestTime", exchange.requestTime().toString());
        one.put("responseTime", exchange.responseTime().toString());
        one.put("httpResponse", exchange.status() == 0 ? "none" : Integer.toString(exchange.status()));
        issues(data);
        if (exchange.kind() == Kind.SUBMIT || exchange.kind() == Kind.NOTIFICATION) {
            items(data);
            requested(data);
        }
        JsonNode businessLine = request.first("Coverage").path("type").path("coding");
        if (!businessLine.isEmpty()) {
            codings(data.putObject("businessLine"), businessLine);
        }
        return data;
    }

    private String type() {
        return switch (exchange.kind()) {
            case INQUIRE -> "query";
            case ATTACHMENT -> "initialDocToPayer";
            case NOTIFICATION -> "update";
            case SUBMIT -> {
                JsonNode certification = Messages.extension(claim, "extension-certificationType");
                yield CANCEL.equals(Messages.code(certification, CERTIFICATION))
                        ? "cancel"
                        : claim.path("related").isEmpty() ? "initial" : "subsequent";
            }
        };
    }

    /** The practitioner who asks, else the first that is named. */
    private String provider() {
        JsonNode asks = request.resolve(claim.path("provider"));
        JsonNode person = asks.has("practitioner") ? request.resolve(asks.path("practitioner")) : asks;
        return (person.path("resourceType").asText().equals("Practitioner")
                        ? Messages.identifier(person, CodeSystems.NPI)
                        : Optional.<String>empty())
                .or(() -> request.all("Practitioner")
                        .flatMap(each -> Messages.identifier(each, CodeSystems.NPI).stream())
                        .findFirst())
                .or(() -> request.parameter("ProviderId", CodeSystems.NPI))
                .orElse(UNKNOWN);
    }

    /** The organization that asks, else the first that has an NPI. */
    private String group() {
        JsonNode asks = request.resolve(claim.path("provider"));
        JsonNode organization = asks.has("organization") ? request.resolve(asks.path("organization")) : asks;
        return (organization.path("resourceType").asText().equals("Organization")
                        ? Messages.identifier(organization, CodeSystems.NPI)
                        : Optional.<String>empty())
                .or(() -> request.all("Organization")
                        .flatMap(each -> Messages.identifier(each, CodeSystems.NPI).stream())
                        .findFirst())
                .or(() -> request.parameter("OrganizationId", CodeSystems.NPI))
                .orElse(UNKNOWN);
    }

    private String payer() {
        return Messages.identifier(request.resolve(claim.path("insurer")), CodeSystems.PAYER)
                .or(() -> request.all("Organization")
                        .flatMap(each -> Messages.identifier(each, CodeSystems.PAYER).stream())
                        .findFirst())
                .or(() -> request.parameter("PayerId", CodeSystems.PAYER))
                .orElse(UNKNOWN);
    }

    /** Of an OperationOutcome, or errors of the ClaimResponse, whose X12 901 codes are the details of a business rule. */
    private void issues(ObjectNode data) {
        ArrayNode issues = NODES.arrayNode();
        if (exchange.status() >= ERRORS) {
            response.first("OperationOutcome")
                    .path("issue")
                    .forEach(issue -> issues.addObject()
                            .put("code", clip(issue.path("code").asText("unknown"))));
        }
        response.all("ClaimResponse")
                .flatMap(answer -> stream(answer.path("error")))
                .limit(MOST)
                .forEach(error -> {
                    ObjectNode issue = issues.addObject().put("code", "business-rule");
                    codings(issue.putObject("details"), error.path("code").path("coding"));
                });
        if (!issues.isEmpty()) {
            data.set("issue", issues);
        }
    }

    private void items(ObjectNode data) {
        ArrayNode items = NODES.arrayNode();
        for (JsonNode item : response.first("ClaimResponse").path("item")) {
            JsonNode asked = asked(item.path("itemSequence").asInt());
            if (items.size() < MOST && !asked.isMissingNode()) {
                item(items.addObject(), asked, item);
            }
        }
        if (!items.isEmpty()) {
            data.set("itemDetail", items);
        }
    }

    private JsonNode asked(int sequence) {
        return stream(claim.path("item"))
                .filter(item -> item.path("sequence").asInt() == sequence)
                .findFirst()
                .orElse(NODES.missingNode());
    }

    private void item(ObjectNode detail, JsonNode asked, JsonNode answered) {
        codings(detail.putObject("item"), asked.path("productOrService").path("coding"));
        JsonNode order = request.resolve(
                Messages.extension(asked, "extension-requestedService").path("valueReference"));
        String assertion = Messages.extension(
                        Messages.extension(order, "ext-coverage-information"), "coverage-assertion-id")
                .path("valueString")
                .asText();
        if (!assertion.isEmpty()) {
            detail.put("assertionId", clip(assertion));
        }
        String action = Messages.code(answered.path("adjudication"), CodeSystems.X12_ACTION);
        boolean first = type().equals("initial");
        if (first) {
            detail.put("initialSubmissionTime", exchange.requestTime().toString());
        } else if (file != null) {
            detail.put("initialSubmissionTime", file.clock().receivedAt().toString());
        }
        String result = RESULTS.get(action);
        if (result == null) {
            return;
        }
        if (!result.equals("pended")) {
            detail.put("finalResponseTime", decidedAt(answered).toString());
            if (first) {
                detail.put("responsesRequired", 1);
            }
        }
        detail.put("result", result);
        if (result.equals("denied")) {
            String reason = Messages.code(answered.path("adjudication"), CodeSystems.X12_REASON);
            if (!reason.isEmpty()) {
                detail.put("denialReason", reason);
            }
        }
    }

    /** A notification repeats what was decided before: of an item on file it is known when. */
    private Instant decidedAt(JsonNode answered) {
        Instant told = exchange.responseTime();
        return Optional.ofNullable(file)
                .flatMap(found -> found.item(answered.path("itemSequence").asInt()))
                .map(FiledItem::changedAt)
                .filter(decided -> decided.isBefore(told))
                .orElse(told);
    }

    private void requested(ObjectNode data) {
        ArrayNode requested = NODES.arrayNode();
        response.all("CommunicationRequest").limit(MOST).forEach(communication -> {
            ObjectNode one = requested.addObject();
            ArrayNode documents = one.putArray("docRequest");
            communication.path("payload").forEach(payload -> {
                String code = payload.path("contentString").asText();
                ObjectNode coding = documents.addObject().putArray("coding").addObject();
                coding.put("system", CodeSystems.LOINC).put("code", clip(code));
            });
            one.put(
                    "timeRequested",
                    communication
                            .path("authoredOn")
                            .asText(exchange.responseTime().toString()));
        });
        if (!requested.isEmpty()) {
            data.set("requestedDoc", requested);
        }
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static void identifier(ObjectNode identifier, String system, String value) {
        identifier.put("system", system).put("value", clip(value));
    }

    /** Codes alone: a text may say anything. */
    private static void codings(ObjectNode concept, JsonNode codings) {
        ArrayNode kept = NODES.arrayNode();
        for (JsonNode coding : codings) {
            if (kept.size() < MOST && coding.hasNonNull("code")) {
                ObjectNode one = kept.addObject();
                if (coding.hasNonNull("system")) {
                    one.put("system", clip(coding.path("system").asText()));
                }
                one.put("code", clip(coding.path("code").asText()));
            }
        }
        if (kept.isEmpty()) {
            concept.put("text", "not coded");
        } else {
            concept.set("coding", kept);
        }
    }

    private static String clip(String value) {
        return value.length() <= LONGEST ? value : value.substring(0, LONGEST);
    }
}
