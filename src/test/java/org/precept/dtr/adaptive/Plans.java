package org.precept.dtr.adaptive;

import ca.uhn.fhir.context.FhirContext;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.precept.determination.Determiner;
import org.precept.determination.EvidenceAssembler;
import org.precept.dtr.FormContent;
import org.precept.dtr.LoadedForms;
import org.precept.fhir.Canonical;
import org.precept.policy.ContentFile;
import org.precept.policy.Form;
import org.precept.policy.QuestionnaireCatalog;
import org.precept.support.RealContent;

/** The shipped forms with their plans, and the interview over them. */
final class Plans {
    static final QuestionnaireCatalog FORMS = RealContent.policies().questionnaires();
    static final FormContent CONTENT = new LoadedForms(
            RealContent.files().stream().map(ContentFile::resource).toList(),
            RealContent.libraries(),
            resource -> Optional.empty());
    static final EvidenceAssembler ASSEMBLER = new EvidenceAssembler(FORMS);
    static final Determiner DETERMINER = new Determiner(RealContent.engine());
    private static final Planning PLANNING = new Planning(CONTENT, ASSEMBLER, DETERMINER, FhirContext.forR4Cached());
    private static final Map<Canonical, FormPlan> KNOWN = new ConcurrentHashMap<>();
    static final Interview INTERVIEW = new Interview(ASSEMBLER, DETERMINER, Plans::of, FORMS::of);

    private Plans() {}

    static FormPlan of(Form form) {
        return KNOWN.computeIfAbsent(form.canonical(), any -> PLANNING.plan(form, LocalDate.of(2026, 3, 1)));
    }

    /** The form with the last part of its url, e.g. {@code mmm-alemtuzumab-initial}. */
    static Form form(String name) {
        return FORMS.all().stream()
                .filter(form -> form.canonical().tail().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
