package org.precept.dtr;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.precept.cases.CaseFacts;
import org.precept.criteria.EvidenceItem;
import org.precept.policy.ContentFile;
import org.precept.policy.Form;
import org.precept.record.Member;
import org.precept.support.DemoMember;
import org.precept.support.FormClient;
import org.precept.support.RealContent;
import org.precept.support.StubEhr;

/**
 * The logic of a package fills its form in a client that has nothing but the EHR's FHIR API with the same answers as this
 * server does that has the same resources. Forms completed earlier are left out: clients must not use them (spec-125).
 */
class FilledInClientTest {
    private static final LoadedForms FORMS = new LoadedForms(
            RealContent.files().stream().map(ContentFile::resource).toList(),
            RealContent.libraries(),
            resource -> Optional.empty());

    private static final List<String> MEMBERS = List.of(
            "anna", "ben", "carla", "dario", "elena", "felix", "gina", "hugo", "ines", "jonas", "kira", "leo", "mara",
            "olga", "paul");

    @TempDir
    private Path directory;

    private final Map<String, List<QuestionnaireResponseItemComponent>> here = new LinkedHashMap<>();
    private final Map<String, ClosedPackage> forms = new HashMap<>();
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
                    add(client, ehr, name, form, member.patient(), member.record(), LocalDate.of(2026, 11, 22));
                }
            }

            assertThat(differences(client.run())).isEmpty();
        }
    }

    @Test
    void everyFormOnTheChartsOfPolicyCases() throws Exception {
        try (StubEhr ehr = StubEhr.start()) {
            FormClient client = new FormClient(directory);
            for (CaseFacts facts : CaseFacts.all()) {
                List<EvidenceItem> chart = new java.util.ArrayList<>(facts.record());
                chart.addAll(facts.withRequest());
                for (Form form : RealContent.policies().questionnaires().all()) {
                    if (facts.name().startsWith(form.policy().id() + "/")) {
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
        byte[] packaged = packaged(form, patient, chart, today);
        String run = name + " " + form.canonical().tail();
        here.put(run, draft(packaged).getItem());
        forms.put(run, PackageCloser.close(form.questionnaire(), FORMS, today));
        if (!packages.containsKey(form)) {
            packages.put(form, client.keep(packaged));
        }
        client.add(
                run,
                packages.get(form),
                ehr.chart(patient, record.stream().map(EvidenceItem::resource).toList()),
                "1",
                today);
    }

    /** As the server sends it to a client of which it knows only the member's coverage. */
    private static byte[] packaged(Form form, Patient patient, List<EvidenceItem> record, LocalDate today) {
        FakePayer payer = new FakePayer();
        QuestionnairePackages packages = new QuestionnairePackages(
                RealContent.policies(),
                FORMS,
                RealContent.engine(),
                new QuestionnairePackages.Records(
                        (asked, number) -> Optional.of(new Member(asked, number, patient, List.of(), record)),
                        payer,
                        payer,
                        payer),
                FhirContext.forR4Cached(),
                () -> "https://payer.example",
                Clock.fixed(today.atTime(10, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC));
        Parameters request = Requests.form(
                Requests.with(
                        Requests.coverage(form.policy().payers().iterator().next(), FakePayer.NUMBER)),
                form.canonical().toString());
        return packages.answer(request, DtrEdition.R2_2);
    }

    private static QuestionnaireResponse draft(byte[] packaged) {
        Parameters answer = FhirContext.forR4Cached()
                .newJsonParser()
                .parseResource(Parameters.class, new java.io.ByteArrayInputStream(packaged));
        Bundle bundle = (Bundle) answer.getParameterFirstRep().getResource();
        return (QuestionnaireResponse) bundle.getEntry().get(1).getResource();
    }

    /** What server and client filled in, where that is not the same. */
    private Map<String, String> differences(JsonNode values) {
        Map<String, String> differences = new TreeMap<>();
        here.forEach((run, items) -> {
            String server = text(items);
            String client = text(new Prefill(forms.get(run)).items(ClientValues.of(values.get(run))));
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
