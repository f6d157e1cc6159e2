package org.precept.server.demo;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the clinic's own pages show. Their user is the clinician, who in this demo need not sign in; the form app has no
 * business here and uses the FHIR API.
 */
@RestController
@Profile("demo")
class ClinicData {

    private static final String PATIENTS = DemoAddress.ROOT + "/patients";
    private static final String RESPONSE = PATIENTS + "/{member}/responses/{id}";

    private final Charts charts;
    private final FhirContext fhir;

    ClinicData(Charts charts, FhirContext fhir) {
        this.charts = charts;
        this.fhir = fhir;
    }

    @GetMapping(path = PATIENTS, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<List<Shown>> patients() {
        return fresh(charts.all().stream().map(ClinicData::shown).toList());
    }

    @GetMapping(path = PATIENTS + "/{member}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Shown> patient(@PathVariable String member) {
        return fresh(shown(charts.of(member)));
    }

    /** The order as it is in the chart. */
    @GetMapping(path = PATIENTS + "/{member}/order", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> order(@PathVariable String member) {
        return fresh(text(charts.of(member).order().order()));
    }

    /** A response as the form app filed it. */
    @GetMapping(path = RESPONSE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> response(@PathVariable String member, @PathVariable String id) {
        return fresh(text(charts.of(member).response(id)));
    }

    /** The PAS request with that response, ready to be sent. */
    @GetMapping(path = RESPONSE + "/request", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> request(@PathVariable String member, @PathVariable String id) {
        Chart chart = charts.of(member);
        return fresh(text(RequestBundle.of(chart.patient(), chart.order().order(), chart.response(id), fhir)));
    }

    /** Begins the demo anew, as far as the clinic goes: what the payer has decided stays decided. */
    @PostMapping(DemoAddress.ROOT + "/reset")
    ResponseEntity<Void> reset() {
        charts.all().forEach(Chart::empty);
        return ResponseEntity.noContent().build();
    }

    private static Shown shown(Chart chart) {
        ClinicPatient patient = chart.patient();
        return new Shown(
                patient.key(),
                patient.id(),
                patient.name(),
                patient.patient().getBirthDateElement().getValueAsString(),
                patient.coverage().getPayorFirstRep().getDisplay(),
                product(chart.order().order()),
                chart.order().needsForm(),
                chart.order().cards(),
                chart.responses().stream().map(Form::of).toList());
    }

    private static String product(DomainResource order) {
        CodeableConcept concept = order instanceof MedicationRequest prescription
                ? prescription.getMedicationCodeableConcept()
                : ((ServiceRequest) order).getCode();
        return concept.getCoding().stream()
                .filter(Coding::hasDisplay)
                .map(Coding::getDisplay)
                .findFirst()
                .orElseGet(() -> concept.getCodingFirstRep().getCode());
    }

    private String text(Resource resource) {
        return fhir.newJsonParser().encodeResourceToString(resource);
    }

    private static <T> ResponseEntity<T> fresh(T body) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }

    /**
     * A patient as the pages show them.
     *
     * @param key name in launches
     * @param patient id of the Patient
     */
    record Shown(
            String key,
            String patient,
            String name,
            String birthDate,
            String payer,
            String order,
            boolean formNeeded,
            List<SignedOrder.Card> cards,
            List<Form> forms) {}

    /** A form in the chart. */
    record Form(
            String id,
            String status,
            String questionnaire,
            @Nullable String authored) {

        private static Form of(QuestionnaireResponse response) {
            return new Form(
                    response.getIdPart(),
                    response.getStatus().toCode(),
                    response.getQuestionnaire(),
                    response.getAuthoredElement().getValueAsString());
        }
    }
}
