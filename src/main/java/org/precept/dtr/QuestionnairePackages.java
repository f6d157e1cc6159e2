package org.precept.dtr;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.CriteriaEngine;
import org.precept.criteria.CriteriaException;
import org.precept.determination.EvidenceAssembler;
import org.precept.dtr.PackageRequest.Given;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.policy.PolicyContent;
import org.precept.record.Ledgers;
import org.precept.record.Members;
import org.precept.record.PriorAuthorizations;
import org.precept.record.RequestContext;
import org.precept.record.RequestContexts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers {@code $questionnaire-package}. Thread-safe; keeps the closed forms, nothing of a request. */
public final class QuestionnairePackages {
    private static final Logger LOG = LoggerFactory.getLogger(QuestionnairePackages.class);
    private static final int UNPROCESSABLE = 422;

    private final PolicyContent content;
    private final ClosedForms forms;
    private final FhirContext fhir;
    private final InsuredFinder insuredFinder;
    private final RequestContexts contexts;
    private final RecordedContext recorded;
    private final PhaseFinder phases;
    private final FormFilling filling;
    private final Clock clock;

    /** What the payer keeps, as the door needs it. */
    public record Records(
            Members members, Ledgers ledgers, RequestContexts contexts, PriorAuthorizations priorAuthorizations) {}

    /**
     * @param content policies and their forms
     * @param forms the resources that forms are made of
     * @param engine fills the forms
     * @param fhir an R4 context
     * @param address goes into adaptive forms, so that clients know where to call {@code $next-question}
     */
    public QuestionnairePackages(
            PolicyContent content,
            FormContent forms,
            CriteriaEngine engine,
            Records records,
            FhirContext fhir,
            ServerAddress address,
            Clock clock) {
        this.content = content;
        this.forms = new ClosedForms(forms, fhir, address);
        this.fhir = fhir;
        this.insuredFinder = new InsuredFinder(content.payers(), records.members());
        this.contexts = records.contexts();
        this.recorded = new RecordedContext(fhir, records.priorAuthorizations());
        EvidenceAssembler assembler = new EvidenceAssembler(content.questionnaires());
        this.phases = new PhaseFinder(engine, assembler, records.ledgers(), content.questionnaires());
        this.filling = new FormFilling(engine, assembler, records.ledgers());
        this.clock = clock;
    }

    /**
     * The packages for a request.
     *
     * @param input the operation's Parameters, null when there was no body
     * @param edition the version of the guide that the client speaks
     * @return output Parameters as JSON, UTF-8
     * @throws RejectedRequest 4xx when the input is not usable, or coverage, member or context are not found
     * @throws CriteriaException when the phase of an order cannot be computed
     */
    public byte[] answer(@Nullable Parameters input, DtrEdition edition) {
        PackageRequest request = PackageRequestReader.read(input, edition);
        RequestContext context = context(request.context());
        Call call = new Call(
                edition, clock.instant(), LocalDate.now(clock), new PackageAnswer(fhir, edition), new PackageNotes());
        List<PackageRequest> each = request.each();
        List<RejectedRequest> refused = new ArrayList<>();
        for (PackageRequest one : each) {
            try {
                add(one, context, call);
            } catch (RejectedRequest e) {
                refused.add(e);
            }
        }
        if (refused.size() == each.size()) {
            throw refused.get(0);
        }
        refused.forEach(call.notes()::warn);
        if (call.answer().isEmpty() && call.notes().outcome().isEmpty()) {
            call.notes().inform(null, "No form is asked for.");
        }
        call.notes().outcome().ifPresent(call.answer()::add);
        return call.answer().json();
    }

    /** A call being answered. */
    private record Call(DtrEdition edition, Instant now, LocalDate today, PackageAnswer answer, PackageNotes notes) {}

    /** Adds the forms for one coverage; before the first of them it may be refused. */
    private void add(PackageRequest request, @Nullable RequestContext context, Call call) {
        Insured insured = insuredFinder.find(request, context);
        checkContext(request, context, insured);
        PackageNotes notes = call.notes();
        if (!insured.matches()) {
            notes.warn(
                    IssueType.BUSINESSRULE,
                    request.coverage().element(),
                    "The patient sent along is not the member with this number. No answer was filled in.");
        } else if (!insured.member().coveredOn(call.today())) {
            notes.warn(
                    IssueType.BUSINESSRULE,
                    request.coverage().element(),
                    "On our records no coverage with this number is in force today.");
        }
        List<Selection> selections =
                new FormSelection(content, phases, recorded, request, insured, context, call.today(), notes).select();
        boolean omitted = false;
        for (Selection selection : selections) {
            EncodedForm form = forms.of(selection.wanted(), call.edition(), call.today());
            if (unchanged(form.form(), request.changedSince())) {
                omitted = true;
            } else if (call.answer().has(form)) {
                notes.inform(
                        request.coverage().element(),
                        form.form().canonical() + " is here for another coverage. Ask for this coverage alone.");
            } else {
                tellMissing(form.form(), notes);
                QuestionnaireResponse draft = draft(request, selection, form.form(), insured, call);
                call.edition().say(draft, form.form());
                call.answer().add(form, draft, call.now());
            }
        }
        if (omitted) {
            notes.inform(null, "Packages unchanged since the time given in changedsince were left out.");
        }
    }

    private static void tellMissing(ClosedPackage form, PackageNotes notes) {
        form.unresolved()
                .forEach(missing -> notes.warn(
                        IssueType.NOTFOUND,
                        null,
                        missing + ", which " + form.canonical() + " refers to, is not here."));
    }

    private QuestionnaireResponse draft(
            PackageRequest request, Selection selection, ClosedPackage form, Insured insured, Call call) {
        Coverage coverage = request.coverage().value();
        DraftResponse draft =
                new DraftResponse(subject(coverage), reference(coverage, insured), selection.contexts(), call.now());
        return selection.wanted().adaptive() == null
                ? draft.of(form, answers(selection, form, insured, call.notes()))
                : draft.ofAdaptive(form);
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
        if (!ResponseSubject.isOf(context, insured.number())) {
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

    /** The client's own coverage, with the member's number beside it: what comes back names the member to us. */
    private static Reference reference(Coverage coverage, Insured insured) {
        Reference reference = new Reference().setType("Coverage");
        if (coverage.getIdElement().hasIdPart()) {
            reference.setReference("Coverage/" + coverage.getIdElement().getIdPart());
        }
        return reference.setIdentifier(insured.number().identifier());
    }
}
