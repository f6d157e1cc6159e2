package org.precept.server.demo;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.server.demo.Scopes.Interaction;
import org.precept.server.web.OutcomeWriter;
import org.springframework.context.annotation.Profile;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The clinic's FHIR API. A token opens one chart: what is in another one does not exist. Apps may write what a form
 * leaves behind, nothing else.
 */
@RestController
@Profile("demo")
class ChartApi {

    private static final MediaType FHIR_JSON = MediaType.parseMediaType("application/fhir+json;charset=UTF-8");
    private static final String TYPE = DemoAddress.FHIR + "/{type:[A-Z][A-Za-z]+}";
    private static final Set<Class<? extends DomainResource>> WRITABLE =
            Set.of(QuestionnaireResponse.class, DocumentReference.class);
    private static final int USUAL_PAGE = 50;
    private static final int LARGEST_PAGE = 200;

    private final Sessions sessions;
    private final DemoAddress address;
    private final FhirContext fhir;
    private final ChartSearch search;
    private final OutcomeWriter outcomes;

    ChartApi(Sessions sessions, DemoAddress address, FhirContext fhir, OutcomeWriter outcomes) {
        this.outcomes = outcomes;
        this.sessions = sessions;
        this.address = address;
        this.fhir = fhir;
        this.search = new ChartSearch(fhir);
    }

    @GetMapping(TYPE + "/{id}")
    ResponseEntity<String> read(@PathVariable String type, @PathVariable String id, HttpServletRequest http) {
        Access access = access(http, Interaction.READ, type);
        return access.chart()
                .find(type + "/" + id)
                .map(found -> answer(HttpStatus.OK, found))
                .orElseThrow(
                        () -> rejected(HttpStatus.NOT_FOUND, IssueType.NOTFOUND, "This chart has no such resource."));
    }

    @GetMapping(TYPE)
    ResponseEntity<String> search(@PathVariable String type, HttpServletRequest http) {
        Access access = access(http, Interaction.SEARCH, type);
        List<Resource> found = search.search(access.chart(), type, http.getParameterMap());
        int offset = number(http, "_offset", 0, Integer.MAX_VALUE);
        int count = number(http, "_count", USUAL_PAGE, LARGEST_PAGE);
        int from = Math.min(offset, found.size());
        int to = Math.min(from + count, found.size());
        Bundle bundle = new Bundle().setType(BundleType.SEARCHSET).setTotal(found.size());
        bundle.addLink().setRelation("self").setUrl(page(http, from));
        if (to < found.size() && count > 0) {
            bundle.addLink().setRelation("next").setUrl(page(http, to));
        }
        for (Resource each : found.subList(from, to)) {
            bundle.addEntry()
                    .setFullUrl(address.issuer(http) + "/" + ClinicPatient.reference(each))
                    .setResource(each)
                    .getSearch()
                    .setMode(SearchEntryMode.MATCH);
        }
        return answer(HttpStatus.OK, bundle);
    }

    /** As by GET; for lists of codes that are too long for a URL. */
    @PostMapping(path = TYPE + "/_search", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<String> searchByForm(@PathVariable String type, HttpServletRequest http) {
        return search(type, http);
    }

    @PostMapping(TYPE)
    ResponseEntity<String> create(@PathVariable String type, @RequestBody String body, HttpServletRequest http) {
        Access access = access(http, Interaction.CREATE, type);
        DomainResource stored = access.chart().create(written(type, body, access));
        ResponseEntity<String> answer = answer(HttpStatus.CREATED, stored);
        return ResponseEntity.status(HttpStatus.CREATED)
                .headers(answer.getHeaders())
                .location(URI.create(address.issuer(http) + "/" + ClinicPatient.reference(stored)))
                .body(answer.getBody());
    }

    @PutMapping(TYPE + "/{id}")
    ResponseEntity<String> update(
            @PathVariable String type,
            @PathVariable String id,
            @RequestBody String body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            HttpServletRequest http) {
        Access access = access(http, Interaction.UPDATE, type);
        DomainResource resource = written(type, body, access);
        if (!id.equals(resource.getIdPart())) {
            throw rejected(
                    HttpStatus.BAD_REQUEST, IssueType.INVALID, "The id in the body must be that of the address.");
        }
        String expected = ifMatch == null ? null : ifMatch.replaceAll("^W/|\"", "");
        return answer(HttpStatus.OK, access.chart().update(resource, expected));
    }

    @ExceptionHandler
    void noAccess(NoAccess refusal, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"demo-ehr\"");
        outcomes.write(response, refusal);
    }

    private DomainResource written(String type, String body, Access access) {
        DomainResource resource = parsed(body);
        if (!resource.fhirType().equals(type) || !WRITABLE.contains(resource.getClass())) {
            throw rejected(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    IssueType.NOTSUPPORTED,
                    "Apps may write a QuestionnaireResponse or a DocumentReference, each at its own address.");
        }
        if (resource instanceof QuestionnaireResponse response
                && (!response.hasStatus() || !response.hasQuestionnaire())) {
            throw rejected(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    IssueType.REQUIRED,
                    "A QuestionnaireResponse needs status and questionnaire.");
        }
        Reference subject = resource instanceof QuestionnaireResponse response
                ? response.getSubject()
                : ((DocumentReference) resource).getSubject();
        String patient = ClinicPatient.reference(access.chart().patient().patient());
        if (!patient.equals(subject.getReference())) {
            throw new RejectedRequest(
                    HttpStatus.UNPROCESSABLE_ENTITY.value(),
                    new Issue(
                            IssueType.BUSINESSRULE, type + ".subject", "It must be about the patient of the launch."));
        }
        return resource;
    }

    private DomainResource parsed(String body) {
        try {
            IBaseResource resource = fhir.newJsonParser().parseResource(body);
            if (resource instanceof DomainResource domain) {
                return domain;
            }
        } catch (DataFormatException e) {
            throw rejected(HttpStatus.BAD_REQUEST, IssueType.STRUCTURE, "The body cannot be read as a FHIR resource.");
        }
        throw rejected(HttpStatus.BAD_REQUEST, IssueType.STRUCTURE, "The body must be a FHIR resource of the type.");
    }

    private Access access(HttpServletRequest http, Interaction interaction, String type) {
        @Nullable String header = http.getHeader(HttpHeaders.AUTHORIZATION);
        Access access = sessions.access(header == null ? "" : header).orElseThrow(NoAccess::new);
        if (!access.scopes().allows(interaction, type)) {
            throw rejected(HttpStatus.FORBIDDEN, IssueType.FORBIDDEN, "The token's scopes do not allow this.");
        }
        return access;
    }

    private String page(HttpServletRequest http, int offset) {
        UriComponentsBuilder url = UriComponentsBuilder.fromUriString(address.origin(http) + http.getRequestURI());
        http.getParameterMap().forEach((name, values) -> {
            if (!name.equals("_offset")) {
                url.queryParam(name, (Object[]) values);
            }
        });
        return url.queryParam("_offset", offset).encode().build().toUriString();
    }

    private static int number(HttpServletRequest http, String name, int usual, int most) {
        @Nullable String value = http.getParameter(name);
        if (value == null) {
            return usual;
        }
        if (!value.matches("\\d{1,9}")) {
            throw rejected(HttpStatus.BAD_REQUEST, IssueType.VALUE, name + " must be a whole number.");
        }
        return Math.min(Integer.parseInt(value), most);
    }

    private ResponseEntity<String> answer(HttpStatus status, Resource resource) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(status).contentType(FHIR_JSON).cacheControl(CacheControl.noStore());
        if (resource.getMeta().hasVersionId()) {
            answer.header(HttpHeaders.ETAG, "W/\"" + resource.getMeta().getVersionId() + "\"");
        }
        return answer.body(fhir.newJsonParser().encodeResourceToString(resource));
    }

    private static RejectedRequest rejected(HttpStatus status, IssueType type, String diagnostics) {
        return new RejectedRequest(status.value(), new Issue(type, null, diagnostics));
    }

    /** A request that no token opens a chart for. */
    private static final class NoAccess extends RejectedRequest {
        private static final long serialVersionUID = 1L;

        private NoAccess() {
            super(
                    HttpStatus.UNAUTHORIZED.value(),
                    new Issue(IssueType.LOGIN, null, "The access token is missing, unknown or too old."));
        }
    }
}
