package org.precept.server.clients;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.policy.Payer;
import org.precept.policy.PayerCatalog;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells EHRs where a payer's endpoints are (HRex 1.2 endpoint discovery). A file names one payer, so a server of
 * several payers has one file for each, under a base of its own; all name the same endpoints, and the payer of a call
 * is the one its Coverage names (found-14).
 */
@RestController
class PayerEndpoints {

    private static final String FILE = "/.well-known/davinci-configuration";
    private static final int NOT_FOUND = 404;

    private final PayerCatalog payers;
    private final PublicAddress address;

    PayerEndpoints(PayerCatalog payers, PublicAddress address) {
        this.payers = payers;
        this.address = address;
    }

    @GetMapping(path = FILE, produces = MediaType.APPLICATION_JSON_VALUE)
    Configuration ofTheOnlyPayer(HttpServletRequest request) {
        List<Payer> all = payers.all();
        if (all.size() != 1) {
            throw notFound("This server answers for several payers, and each has a file of its own");
        }
        return configuration(all.get(0), request);
    }

    @GetMapping(path = "/payers/{payer}" + FILE, produces = MediaType.APPLICATION_JSON_VALUE)
    Configuration of(@PathVariable String payer, HttpServletRequest request) {
        return configuration(
                payers.find(payer).orElseThrow(() -> notFound("This server does not answer for that payer")), request);
    }

    private Configuration configuration(Payer payer, HttpServletRequest request) {
        String base = address.base(request);
        Map<String, String> endpoints = new LinkedHashMap<>();
        endpoints.put("davinci_crd_hook_endpoint#2.2", base + "/cds-services");
        endpoints.put("davinci_crd_hook_endpoint#2.0", base + "/2.0.1/cds-services");
        endpoints.put("davinci_dtr_qpackage_endpoint#2.2", base + "/fhir");
        endpoints.put("davinci_dtr_qpackage_endpoint#2.0", base + "/2.0.1/fhir");
        endpoints.put("davinci_pas_submission_endpoint#2.2", base + "/fhir");
        endpoints.put("davinci_pas_submission_endpoint#2.0", base + "/2.0.1/fhir");
        return new Configuration(new PayerIdentifier(CodeSystems.PAYER, payer.value()), endpoints);
    }

    private RejectedRequest notFound(String reason) {
        String files = payers.all().stream()
                .map(payer -> "/payers/" + payer.value() + FILE)
                .collect(Collectors.joining(", "));
        return new RejectedRequest(NOT_FOUND, new Issue(IssueType.NOTFOUND, null, reason + ": " + files + "."));
    }

    /** The file, as HRexWellknownDefinition has it. */
    @JsonPropertyOrder({"identifier", "endpoints"})
    record Configuration(PayerIdentifier identifier, Map<String, String> endpoints) {}

    /** How the payer is identified in Coverage.payor. */
    record PayerIdentifier(String system, String value) {}
}
