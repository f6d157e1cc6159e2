package org.precept.dtr;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Medication;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestIntent;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.precept.cases.CaseFacts;
import org.precept.criteria.EvidenceItem;
import org.precept.fhir.CodeSystems;
import org.precept.policy.Form;
import org.precept.support.DemoMember;
import org.precept.support.FormClient;
import org.precept.support.RealContent;
import org.precept.support.StubEhr;

/**
 * The logic of a package fills its form in a client that has nothing but the EHR's FHIR API with the same answers as this
 * server does that has the same resources. Forms completed earlier are left out: clients must not use them (spec-125).
 */
class FilledInClientTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final List<String> MEMBERS = List.of(
            "anna", "ben", "carla", "dario", "elena", "felix", "gina", "hugo", "ines", "jonas", "kira", "leo", "mara",
            "olga", "paul");

    @TempDir
    private Path directory;

    private final Map<String, List<QuestionnaireResponseItemComponent>> here = new LinkedHashMap<>();
    private final Map<String, Form> forms = new HashMap<>();
    private final Map<Form, ClosedPackage> closed = new HashMap<>();
    private final Map<Form, Path> packages = new HashMap<>();

    @BeforeAll
    static void needsNode() throws Exception {
        FormClient.assumeNode();
    }

    @Test
    void everyFormOnDemoMembers() throws Exception {
        try (StubEhr ehr = StubEhr.start()) {
            FormClient client = new FormClient(directory);
            for (String name : MEMBERS) {
                DemoMember member = DemoMember.named(name);
                for (Form form : RealContent.policies().questionnaires().all()) {
                    add(client, ehr, name, form, member.patient(), member.record(), TODAY);
                }
            }

            assertThat(differences(client.run())).isEmpty();
        }
    }

    @Test
    void whoPrescribesIsReadFromTheOrder() throws Exception {
        try (StubEhr ehr = StubEhr.start()) {
            FormClient client = new FormClient(directory);
            Form form = RealContent.policies().questionnaires().all().stream()
                    .filter(each -> each.canonical().tail().equals("kesimpta-2020910-initial"))
                    .findFirst()
                    .orElseThrow();
            DemoMember mara = DemoMember.named("mara");
            Path packaged = client.keep(
                    SentPackage.of(form, mara.patient(), mara.record(), TODAY).json());
            client.add("neurologist", packaged, ehr.chart(mara.patient(), ordered("2084N0400X")), "1", TODAY);
            client.add("family physician", packaged, ehr.chart(mara.patient(), ordered("207Q00000X")), "1", TODAY);

            JsonNode filled = client.run();

            assertThat(filled.at("/neurologist/neurologist prefill").asBoolean())
                    .isTrue();
            assertThat(filled.at("/family physician/neurologist prefill").isNull())
                    .isTrue();
        }
    }

    /** A draft that refers to Kesimpta, by a practitioner whose role has the specialty. */
    private static List<Resource> ordered(String specialty) {
        MedicationRequest order = new MedicationRequest()
                .setStatus(MedicationRequestStatus.DRAFT)
                .setIntent(MedicationRequestIntent.ORDER)
                .setMedication(new Reference("Medication/kesimpta"))
                .setRequester(new Reference("Practitioner/p1"));
        PractitionerRole role = new PractitionerRole().setPractitioner(new Reference("Practitioner/p1"));
        role.addSpecialty().addCoding(new Coding(CodeSystems.NUCC, specialty, null));
        Medication kesimpta =
                new Medication().setCode(new CodeableConcept(new Coding(CodeSystems.NDC, "00078100768", null)));
        order.setId("order");
        kesimpta.setId("kesimpta");
        role.setId("role");
        return List.of(order, kesimpta, role);
    }

    /** Both forms of a policy name one library: the one that asks it for more is enough. */
    @Test
    void initialFormsOnTheChartsOfPolicyCases() throws Exception {
        try (StubEhr ehr = StubEhr.start()) {
            FormClient client = new FormClient(directory);
            for (CaseFacts facts : CaseFacts.all()) {
                List<EvidenceItem> chart = new ArrayList<>(facts.record());
                chart.addAll(facts.withRequest());
                for (Form form : RealContent.policies().questionnaires().all()) {
                    if (facts.name().startsWith(form.policy().id() + "/")
                            && form.phase().code().equals("initial")) {
                        add(
                                client,
                                ehr,
                                facts.name(),
                                form,
                                facts.member(),
                                chart,
                                facts.request().requestDate());
                    }
                }
            }

            assertThat(differences(client.run())).isEmpty();
        }
    }

    private void add(
            FormClient client,
            StubEhr ehr,
            String name,
            Form form,
            Patient patient,
            List<EvidenceItem> record,
            LocalDate today)
            throws IOException {
        List<EvidenceItem> chart = record.stream()
                .filter(item -> !(item.resource() instanceof QuestionnaireResponse))
                .toList();
        SentPackage sent = SentPackage.of(form, patient, chart, today);
        String run = name + " " + form.canonical().tail();
        here.put(run, sent.draft().getItem());
        forms.put(run, form);
        closed.computeIfAbsent(form, each -> PackageCloser.close(each.questionnaire(), SentPackage.FORMS, today));
        if (!packages.containsKey(form)) {
            packages.put(form, client.keep(sent.json()));
        }
        client.add(
                run,
                packages.get(form),
                ehr.chart(patient, record.stream().map(EvidenceItem::resource).toList()),
                "1",
                today);
    }

    /** What server and client filled in, where that is not the same. */
    private Map<String, String> differences(JsonNode values) {
        Map<String, String> differences = new TreeMap<>();
        here.forEach((run, items) -> {
            String server = text(items);
            String client = text(new Prefill(closed.get(forms.get(run))).items(ClientValues.of(values.get(run))));
            if (!server.equals(client)) {
                differences.put(run, "\nserver " + server + "\nclient " + client + "\n");
            }
        });
        return differences;
    }

    private static String text(List<QuestionnaireResponseItemComponent> items) {
        QuestionnaireResponse response = new QuestionnaireResponse();
        response.setItem(items);
        return FhirContext.forR4Cached().newJsonParser().encodeResourceToString(response);
    }
}
