package org.precept.dtr;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.CriteriaEngine;
import org.precept.criteria.CriteriaException;
import org.precept.determination.EvidenceAssembler;
import org.precept.dtr.PackageRequest.Given;
import org.precept.fhir.Canonical;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.policy.PolicyContent;
import org.precept.record.Authorizations;
import org.precept.record.Members;
import org.precept.record.PriorAuthorizations;
import org.precept.record.RequestContext;
import org.precept.record.RequestContexts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers {@code $questionnaire-package} (DTR 2.2). Thread-safe; keeps the closed forms, nothing of a request. */
public final class QuestionnairePackages {
    private static final Logger LOG = LoggerFactory.getLogger(QuestionnairePackages.class);
    private static final int UNPROCESSABLE = 422;

    private final PolicyContent content;
    private final FormContent forms;
    private final InsuredFinder insuredFinder;
    private final RequestContexts contexts;
    private final RecordedContext recorded;
    private final PhaseFinder phases;
    private final FormFilling filling;
    private final Clock clock;
    private final Map<Canonical, ForDay> closed = new ConcurrentHashMap<>();

    /** Expansions are as of a day, so a closed form is good for that day. */
    private record ForDay(LocalDate day, ClosedPackage form) {}

    /** What the payer keeps, as the door needs it. */
    public record Records(
            Members members,
            Authorizations authorizations,
            RequestContexts contexts,
            PriorAuthorizations priorAuthorizations) {}

    /**
     * @param content policies and their forms
     * @param forms the resources that forms are made of
     * @param engine fills the forms
     * @param fhir an R4 context
     */
    public QuestionnairePackages(
            PolicyContent content,
            FormContent forms,
            CriteriaEngine engine,
            Records records,
            FhirContext fhir,
            Clock clock) {
        this.content = content;
        this.forms = forms;
        this.insuredFinder = new InsuredFinder(content.payers(), records.members());
        this.contexts = records.contexts();
        this.recorded = new RecordedContext(fhir, records.priorAuthorizations());
        EvidenceAssembler assembler = new EvidenceAssembler(content.questionnaires());
        this.phases = new PhaseFinder(engine, assembler, records.authorizations(), content.questionnaires());
        this.filling = new FormFilling(engine, assembler, records.authorizations());
        this.clock = clock;
    }

    /**
     * The packages for a request.
     *
     * @param input the operation's Parameters, null when there was no body
     * @throws RejectedRequest 4xx when the input is not usable, or coverage, member or context are not found
     * @throws CriteriaException when the phase of an order cannot be computed
     */
    public Parameters answer(@Nullable Parameters input) {
        PackageRequest request = PackageRequestReader.read(input);
        RequestContext context = context(request.context());
        Insured insured = insuredFinder.find(request, context);
        checkContext(request, context, insured);
        Instant now = clock.instant();
        LocalDate today = LocalDate.now(clock);
        PackageNotes notes = new PackageNotes();
        if (!insured.matches()) {
            notes.warn(
                    IssueType.BUSINESSRULE,
                    request.coverage().element(),
                    "The patient sent along is not the member with this number. No answer was filled in.");
        } else if (!insured.member().coveredOn(today)) {
            notes.warn(
                    IssueType.BUSINESSRULE,
                    request.coverage().element(),
                    "On our records no coverage with this number is in force today.");
        }
        List<Selection> selections =
                new FormSelection(content, phases, recorded, request, insured, context, today, notes).select();
        Parameters answer = new Parameters();
        answer.getMeta().addProfile(Dtr.OUTPUT_PARAMETERS);
        boolean omitted = false;
        for (Selection selection : selections) {
            ClosedPackage form = closed(selection, today);
            if (unchanged(form, request.changedSince())) {
                omitted = true;
            } else {
                add(answer, request, selection, form, insured, now, notes);
            }
        }
        if (omitted) {
            notes.inform(null, "Packages unchanged since the time given in changedsince were left out.");
        }
        if (!answer.hasParameter() && notes.outcome().isEmpty()) {
            notes.inform(null, "No form is asked for.");
        }
        notes.outcome()
                .ifPresent(outcome -> answer.addParameter().setName("outcome").setResource(outcome));
        return answer;
    }

    private void add(
            Parameters answer,
            PackageRequest request,
            Selection selection,
            ClosedPackage form,
            Insured insured,
            Instant now,
            PackageNotes notes) {
        form.unresolved()
                .forEach(missing -> notes.warn(
                        IssueType.NOTFOUND,
                        null,
                        missing + ", which " + form.canonical() + " refers to, is not here."));
        DraftResponse draft = new DraftResponse(
                subject(request.coverage().value()),
                reference(request.coverage().value()),
                selection.contexts(),
                now);
        answer.addParameter()
                .setName("packagebundle")
                .setResource(PackageBundle.of(form, draft.of(form, answers(selection, form, insured, notes)), now));
    }

    private List<QuestionnaireResponseItemComponent> answers(
            Selection selection, ClosedPackage form, Insured insured, PackageNotes notes) {
        try {
            return filling.answers(selection, form, insured);
        } catch (CriteriaException e) {
            LOG.warn("Form {} could not be filled: {}", form.canonical(), e.getMessage());
            notes.warn(
                    IssueType.EXCEPTION,
                    null,
                    form.canonical() + " could not be filled in from our records this time.");
            return List.of();
        }
    }

    private @Nullable RequestContext context(@Nullable Given<String> asked) {
        return asked == null ? null : contexts.find(asked.value()).orElseThrow(() -> unknownContext(asked.element()));
    }

    /** Somebody else's context is as unknown as one that never was. */
    private static void checkContext(PackageRequest request, @Nullable RequestContext context, Insured insured) {
        Given<String> asked = request.context();
        if (asked == null || context == null) {
            return;
        }
        boolean own = context.payer().equals(insured.payer().value())
                && (context.memberNumber() == null
                        || context.memberNumber().equals(insured.member().number()));
        if (!own) {
            throw unknownContext(asked.element());
        }
    }

    private static RejectedRequest unknownContext(String element) {
        return new RejectedRequest(
                UNPROCESSABLE,
                new Issue(
                        IssueType.NOTFOUND,
                        element,
                        "Nothing is known under this context for the coverage's member. Send the coverage-assertion-id of"
                                + " our coverage information or the trace number of our pended answer."));
    }

    private ClosedPackage closed(Selection selection, LocalDate today) {
        ForDay known = closed.get(selection.form().canonical());
        if (known == null || !known.day().equals(today)) {
            Canonical canonical = selection.form().canonical();
            ClosedPackage form = PackageCloser.close(
                    forms.questionnaire(canonical).orElse(selection.form().questionnaire()), forms, today);
            known = new ForDay(today, form);
            closed.put(canonical, known);
        }
        return known.form();
    }

    private static boolean unchanged(ClosedPackage form, @Nullable Instant since) {
        return since != null && form.changed() != null && !form.changed().isAfter(since);
    }

    /** The client's own patient, as the coverage names them. */
    private static Reference subject(Coverage coverage) {
        Reference beneficiary = coverage.getBeneficiary();
        Reference subject = new Reference();
        if (beneficiary.hasReference() && !beneficiary.getReference().startsWith("#")) {
            subject.setReference(beneficiary.getReference());
        } else {
            subject.setType("Patient").setIdentifier(beneficiary.getIdentifier().copy());
        }
        return subject;
    }

    private static Reference reference(Coverage coverage) {
        if (coverage.getIdElement().hasIdPart()) {
            return new Reference("Coverage/" + coverage.getIdElement().getIdPart());
        }
        Reference reference = new Reference().setType("Coverage");
        reference.getIdentifier().setValue(coverage.getSubscriberId());
        return reference;
    }
}
