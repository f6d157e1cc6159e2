package org.precept.dtr.populate;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.CriteriaException;
import org.precept.criteria.EvidenceBundle;
import org.precept.criteria.EvidenceItem;
import org.precept.determination.AuthorizationRequest;
import org.precept.determination.Determiner;
import org.precept.determination.EvidenceAssembler;
import org.precept.determination.Ledger;
import org.precept.determination.OrderFacts;
import org.precept.dtr.DtrEdition;
import org.precept.dtr.FormContent;
import org.precept.dtr.FormFilling;
import org.precept.dtr.PackageCloser;
import org.precept.fhir.Canonical;
import org.precept.fhir.Days;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.policy.Form;
import org.precept.policy.ProductCatalog;
import org.precept.policy.QuestionnaireCatalog;
import org.precept.record.Ledgers;
import org.precept.record.Member;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fills a form with what its own defines give. Thread-safe; keeps nothing of a request. */
final class Population {
    private static final Logger LOG = LoggerFactory.getLogger(Population.class);
    private static final int UNPROCESSABLE = 422;

    private final QuestionnaireCatalog forms;
    private final FormContent content;
    private final ProductCatalog products;
    private final EvidenceAssembler assembler;
    private final FormFilling filling;
    private final Ledgers ledgers;
    private final Subject subjects;
    private final Clock clock;

    Population(
            QuestionnaireCatalog forms,
            FormContent content,
            ProductCatalog products,
            FormFilling filling,
            Ledgers ledgers,
            Subject subjects,
            Clock clock) {
        this.forms = forms;
        this.content = content;
        this.products = products;
        this.assembler = new EvidenceAssembler(forms);
        this.filling = filling;
        this.ledgers = ledgers;
        this.subjects = subjects;
        this.clock = clock;
    }

    /** The canonical of a form by its id here. */
    Optional<Canonical> byId(String id) {
        return forms.all().stream()
                .filter(form -> id.equals(form.questionnaire().getIdElement().getIdPart()))
                .map(Form::canonical)
                .findFirst();
    }

    /**
     * The form with the answers known.
     *
     * @return parameters response and, when there is something to tell, issues
     * @throws RejectedRequest 422 for a form that is not here or a subject that is not clearly a member
     */
    Parameters fill(PopulateRequest request) {
        Form form = forms.find(request.form())
                .orElseThrow(
                        () -> new RejectedRequest(
                                UNPROCESSABLE,
                                new Issue(
                                        IssueType.NOTFOUND,
                                        "Parameters.parameter.where(name = 'questionnaire')",
                                        "There is no such form here. Static forms of this server are filled, by their canonical.")));
        PopulateIssues issues = PopulateIssues.of(request);
        Known known = request.local() ? ofMember(request, form, issues) : ofRequest(request);
        QuestionnaireResponse response = new QuestionnaireResponse();
        response.setQuestionnaire(form.canonical().toString())
                .setStatus(QuestionnaireResponseStatus.INPROGRESS)
                .setAuthored(Date.from(clock.instant()));
        Reference subject = request.subject();
        if (subject != null) {
            response.setSubject(subject.copy());
        }
        answer(response, request, form, known, issues);
        Parameters parameters = new Parameters();
        parameters.addParameter().setName("response").setResource(response);
        issues.outcome()
                .ifPresent(
                        outcome -> parameters.addParameter().setName("issues").setResource(outcome));
        return parameters;
    }

    /** What may be used beside the resources in the request. */
    private record Known(Patient patient, List<EvidenceItem> record, Ledger ledger, boolean fits) {}

    private Known ofMember(PopulateRequest request, Form form, PopulateIssues issues) {
        Member member = subjects.member(request, form);
        boolean fits = request.patient()
                .filter(Patient::hasBirthDate)
                .filter(patient -> member.patient().hasBirthDate())
                .filter(patient -> !patient.getBirthDateElement()
                        .getValueAsString()
                        .equals(member.patient().getBirthDateElement().getValueAsString()))
                .isEmpty();
        if (!fits) {
            issues.warn(
                    IssueType.BUSINESSRULE,
                    "The patient sent along is not the member with this number. No answer was filled in.");
        }
        return new Known(member.patient(), member.record(), ledgers.of(member.payer(), member.number()), fits);
    }

    private static Known ofRequest(PopulateRequest request) {
        return new Known(request.patient().orElseGet(Patient::new), List.of(), new Ledger(List.of()), true);
    }

    private void answer(
            QuestionnaireResponse response, PopulateRequest request, Form form, Known known, PopulateIssues issues) {
        Canonical library = form.library().orElse(null);
        if (!known.fits() || library == null) {
            return;
        }
        LocalDate today = LocalDate.now(clock);
        AuthorizationRequest asked = asked(request, form, today);
        EvidenceBundle evidence = assembler
                .assemble(form.policy(), asked.requestDate(), known.patient(), request.sent(), known.record())
                .bundle();
        Questionnaire questions = content.questionnaire(form.canonical()).orElse(form.questionnaire());
        try {
            response.setItem(filling.answers(
                    PackageCloser.close(questions, content, today, DtrEdition.R2_2),
                    library,
                    evidence,
                    Determiner.parameters(asked, known.ledger())));
        } catch (CriteriaException e) {
            LOG.warn("Form {} could not be filled: {}", form.canonical(), e.getMessage());
            issues.warn(IssueType.EXCEPTION, "The form could not be filled in this time.");
        }
    }

    /** The first order sent along says what is asked for; without one only product and day are known. */
    private AuthorizationRequest asked(PopulateRequest request, Form form, LocalDate today) {
        String payer = form.policy().payers().iterator().next();
        String product = form.policy().product();
        LocalDate birthDate = request.patient()
                .map(patient -> Days.only(patient.getBirthDateElement()))
                .orElse(null);
        return request.sent().stream()
                .filter(item -> OrderFacts.isOrder(item.resource().fhirType()))
                .findFirst()
                .map(item -> OrderFacts.of((DomainResource) item.resource(), reference -> find(request, reference)))
                .map(facts -> facts.request(payer, product, units(facts, product), today, birthDate))
                .orElseGet(() -> AuthorizationRequest.bare("Parameters", payer, product, today, null, birthDate));
    }

    private @Nullable BigDecimal units(OrderFacts facts, String product) {
        Quantity quantity = facts.quantity();
        return quantity == null ? null : products.units(product, quantity).orElse(null);
    }

    private static Optional<? extends Resource> find(PopulateRequest request, String reference) {
        return request.sent().stream()
                .filter(item -> item.reference().equals(reference))
                .map(EvidenceItem::resource)
                .findFirst();
    }
}
