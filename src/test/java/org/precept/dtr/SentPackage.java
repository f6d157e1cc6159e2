package org.precept.dtr;

import ca.uhn.fhir.context.FhirContext;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.precept.criteria.EvidenceItem;
import org.precept.policy.ContentFile;
import org.precept.policy.Form;
import org.precept.record.Member;
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

    /** The form for a member with the record, on the day. */
    static SentPackage of(Form form, Patient patient, List<EvidenceItem> record, LocalDate today) {
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
        return new SentPackage(packages.answer(request, DtrEdition.R2_2));
    }

    /** The draft in it. */
    QuestionnaireResponse draft() {
        Parameters answer = FhirContext.forR4Cached()
                .newJsonParser()
                .parseResource(Parameters.class, new ByteArrayInputStream(json));
        Bundle bundle = (Bundle) answer.getParameterFirstRep().getResource();
        return (QuestionnaireResponse) bundle.getEntry().get(1).getResource();
    }
}
