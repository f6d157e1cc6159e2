package org.precept.dtr;

import ca.uhn.fhir.context.FhirContext;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.precept.fhir.Canonical;
import org.precept.policy.Form;

/** Forms closed and encoded once a day: the expansions of their value sets are as of a day. Thread-safe. */
final class ClosedForms {
    private final FormContent content;
    private final FhirContext fhir;
    private final Map<Canonical, ForDay> known = new ConcurrentHashMap<>();

    private record ForDay(LocalDate day, EncodedForm form) {}

    ClosedForms(FormContent content, FhirContext fhir) {
        this.content = content;
        this.fhir = fhir;
    }

    EncodedForm of(Form form, LocalDate today) {
        ForDay entry = known.get(form.canonical());
        if (entry == null || !entry.day().equals(today)) {
            entry = new ForDay(today, close(form, today));
            known.put(form.canonical(), entry);
        }
        return entry.form();
    }

    private EncodedForm close(Form form, LocalDate today) {
        ClosedPackage closed = PackageCloser.close(
                content.questionnaire(form.canonical()).orElse(form.questionnaire()), content, today);
        return EncodedForm.of(closed, fhir);
    }
}
