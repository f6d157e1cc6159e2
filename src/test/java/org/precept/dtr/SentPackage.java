package org.precept.dtr;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.precept.criteria.EvidenceItem;
import org.precept.policy.ContentFile;
import org.precept.policy.Form;
import org.precept.record.Member;
import org.precept.record.Members;
import org.precept.support.RealContent;

/**
 * A form's package as the server sends it, with the shipped logic, to a client of which it knows only the coverage.
 *
 * @param json the answer of {@code $questionnaire-package}
 */
record SentPackage(byte[] json) {
    /** The shipped content with its logic. */
    static final LoadedForms FORMS = new LoadedForms(
            RealContent.files().stream().map(ContentFile::resource).toList(),
            RealContent.libraries(),
            resource -> Optional.empty());

    private static final Map<LocalDate, Door> DOORS = new ConcurrentHashMap<>();

    /** The form for a member with the record, on the day. */
    static SentPackage of(Form form, Patient patient, List<EvidenceItem> record, LocalDate today) {
        Parameters request = Requests.form(
                Requests.with(
                        Requests.coverage(form.policy().payers().iterator().next(), FakePayer.NUMBER)),
                form.canonical().toString());
        return new SentPackage(DOORS.computeIfAbsent(today, SentPackage::door)
                .answer(
                        request,
                        (asked, number) -> Optional.of(new Member(asked, number, patient, List.of(), record))));
    }

    /** The operation on a day, which keeps its forms, with members that change from call to call. */
    private record Door(QuestionnairePackages packages, AtomicReference<Members> members) {
        byte[] answer(Parameters request, Members known) {
            members.set(known);
            return packages.answer(request, DtrEdition.R2_2);
        }
    }

    private static Door door(LocalDate today) {
        FakePayer payer = new FakePayer();
        AtomicReference<Members> members = new AtomicReference<>(payer);
        return new Door(
                new QuestionnairePackages(
                        RealContent.policies(),
                        FORMS,
                        RealContent.engine(),
                        new QuestionnairePackages.Records(
                                (asked, number) -> members.get().find(asked, number), payer, payer, payer),
                        FhirContext.forR4Cached(),
                        () -> "https://payer.example",
                        Clock.fixed(today.atTime(10, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC)),
                members);
    }

    /** The draft in it. */
    QuestionnaireResponse draft() throws IOException {
        JsonNode draft = new ObjectMapper().readTree(json).at("/parameter/0/resource/entry/1/resource");
        return FhirContext.forR4Cached().newJsonParser().parseResource(QuestionnaireResponse.class, draft.toString());
    }
}
