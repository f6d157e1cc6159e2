package org.precept.pas.metrics;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;
import org.precept.door.Administrator;
import org.precept.door.QueryParameters;
import org.precept.pas.metrics.AuthorizationReport.Row;
import org.precept.pas.metrics.Decided.Outcome;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /admin/pas-report}: what CMS-0057-F asks payers to publish, of the requests received in a time. */
@RestController
class ReportPage {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AuthorizationReport report;

    ReportPage(AuthorizationReport report) {
        this.report = report;
    }

    /** Counts, rates in percent of the decided requests, and times in hours. */
    @GetMapping(path = "/admin/pas-report", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] of(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String payer,
            HttpServletRequest request) {
        Administrator administrator = Administrator.of(request, Set.of("from", "to", "payer"));
        Instant begin = QueryParameters.from(from, "from");
        Instant end = QueryParameters.to(to, "to");
        if (!begin.isBefore(end)) {
            throw QueryParameters.refused(IssueType.VALUE, "to", "It must be later than from.");
        }
        administrator.note("read the report from " + begin + " to " + end);
        ObjectNode json = JSON.createObjectNode();
        json.put("from", begin.toString());
        json.put("to", end.toString());
        if (payer != null) {
            json.put("payer", payer);
        }
        ArrayNode policies = json.putArray("requiresPriorAuthorization");
        report.policies(payer)
                .forEach((url, title) -> policies.addObject().put("policy", url).put("title", title));
        ArrayNode total = json.putArray("total");
        ArrayNode byPolicy = json.putArray("byPolicy");
        report.of(begin, end, payer).forEach(row -> write(row, row.policy() == null ? total : byPolicy));
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(Row row, ArrayNode rows) {
        ObjectNode json = rows.addObject();
        Tally tally = row.tally();
        if (row.policy() != null) {
            json.put("policy", row.policy());
        }
        json.put("priority", row.expedited() ? "expedited" : "standard");
        json.put("received", tally.received());
        json.put("decided", tally.decided());
        json.put("pended", tally.of(Outcome.PENDED));
        json.put("closed", tally.of(Outcome.CLOSED));
        part(json, tally, "approved", tally.of(Outcome.APPROVED));
        part(json, tally, "partlyApproved", tally.of(Outcome.PARTLY_APPROVED));
        part(json, tally, "denied", tally.of(Outcome.DENIED));
        json.put("appeals", tally.appeals());
        part(json, tally, "approvedAfterAppeal", tally.approvedAfterAppeal());
        json.put("extended", tally.extended());
        part(json, tally, "extendedAndApproved", tally.extendedAndApproved());
        number(json, "meanHours", tally.meanHours());
        number(json, "medianHours", tally.medianHours());
    }

    private static void part(ObjectNode json, Tally tally, String name, int count) {
        json.put(name, count);
        number(json, name + "Percent", tally.percent(count));
    }

    private static void number(ObjectNode json, String name, @Nullable BigDecimal value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
