package org.precept.dtr;

import ca.uhn.fhir.context.FhirContext;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.r4.model.Questionnaire;
import org.precept.fhir.Canonical;
import org.precept.policy.AdaptiveForm;
import org.precept.policy.Form;

/** Forms closed and encoded once a day: the expansions of their value sets are as of a day. Thread-safe. */
final class ClosedForms {
    private final FormContent content;
    private final FhirContext fhir;
    private final ServerAddress address;
    private final Map<Key, ForDay> known = new ConcurrentHashMap<>();

    private record Key(Canonical form, DtrEdition edition) {}

    private record ForDay(LocalDate day, EncodedForm form) {}

    ClosedForms(FormContent content, FhirContext fhir, ServerAddress address) {
        this.content = content;
        this.fhir = fhir;
        this.address = address;
    }

    EncodedForm of(WantedForm form, DtrEdition edition, LocalDate today) {
        Key key = new Key(form.canonical(), edition);
        ForDay entry = known.get(key);
        if (entry == null || !entry.day().equals(today)) {
            entry = new ForDay(today, EncodedForm.of(close(form, edition, today), edition, fhir));
            known.put(key, entry);
        }
        return entry.form();
    }

    private ClosedPackage close(WantedForm wanted, DtrEdition edition, LocalDate today) {
        AdaptiveForm adaptive = wanted.adaptive();
        if (adaptive == null) {
            return PackageCloser.close(questions(wanted.form()), content, today, edition);
        }
        return PackageCloser.closeAdaptive(
                content.questionnaire(adaptive.canonical()).orElse(adaptive.questionnaire()),
                questions(wanted.form()),
                content,
                today,
                edition,
                address.base() + edition.path());
    }

    private Questionnaire questions(Form form) {
        return content.questionnaire(form.canonical()).orElse(form.questionnaire());
    }
}
