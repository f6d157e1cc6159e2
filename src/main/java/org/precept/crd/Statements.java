package org.precept.crd;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Organization;
import org.jspecify.annotations.Nullable;
import org.precept.crd.Assessment.DetailCodeNeeded;
import org.precept.crd.Assessment.Determined;
import org.precept.crd.Assessment.NotCovered;
import org.precept.crd.Assessment.OnFile;
import org.precept.crd.Assessment.Trouble;
import org.precept.crd.Assessment.Undetermined;
import org.precept.crd.coverage.CoverageInformation;
import org.precept.crd.coverage.CoverageInformation.CoverageReference;
import org.precept.crd.coverage.CoverageInformation.Covered;
import org.precept.crd.coverage.CoverageInformation.Detail;
import org.precept.crd.coverage.CoverageInformation.DocNeeded;
import org.precept.crd.coverage.CoverageInformation.DocPurpose;
import org.precept.crd.coverage.CoverageInformation.InfoNeeded;
import org.precept.crd.coverage.CoverageInformation.PaNeeded;
import org.precept.crd.coverage.CoverageInformation.Reason;
import org.precept.crd.coverage.CoverageInformation.ReasonCode;
import org.precept.determination.Authorization;
import org.precept.determination.Decision.Approved;
import org.precept.determination.Decision.DocumentationNeeded;
import org.precept.determination.Decision.ReviewNeeded;
import org.precept.determination.Determination;
import org.precept.determination.Finding;
import org.precept.fhir.Canonical;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.CriteriaTree.Criterion;
import org.precept.policy.DateRange;
import org.precept.policy.Phase;
import org.precept.policy.ProductCatalog;
import org.precept.policy.QuantityLimit;

/**
 * Says an assessment as coverage-information. All statements of one call about one coverage share an assertion id.
 *
 * @param coverage how the client names its Coverage
 * @param assertionId the id
 * @param payer whose telecoms answer questions, null when the payer could not be told
 * @param products names of products
 * @param arrived the day the call came, for orders without a date
 * @param links where policies can be read
 * @param documents whether documents may be asked for (hook-19)
 */
record Statements(
        CoverageReference coverage,
        String assertionId,
        @Nullable Organization payer,
        ProductCatalog products,
        LocalDate arrived,
        PolicyLinks links,
        boolean documents) {

    /** The statement about one order. */
    CoverageInformation of(Assessment assessment) {
        Draft draft = new Draft(assessment.order());
        if (assessment instanceof Determined determined) {
            determined(draft, determined);
        } else if (assessment instanceof Assessment.Approved approved) {
            authorized(
                    draft,
                    approved.authorization(),
                    approved.determined().determination().policy());
        } else if (assessment instanceof OnFile onFile) {
            authorized(draft, onFile.authorization(), onFile.policy());
        } else if (assessment instanceof DetailCodeNeeded needed) {
            draft.covered = Covered.CONDITIONAL;
            draft.paNeeded = PaNeeded.CONDITIONAL;
            draft.infoNeeded = InfoNeeded.DETAIL_CODE;
            draft.because("The codes of the order could mean " + names(needed)
                    + " or another product. Add the code of the drug itself (NDC or RxNorm product).");
        } else if (assessment instanceof Undetermined undetermined) {
            draft.covered = Covered.INDETERMINATE;
            draft.paNeeded = PaNeeded.INDETERMINATE;
            draft.because(undetermined.reason());
        } else if (assessment instanceof NotCovered notCovered) {
            draft.covered = Covered.NOT_COVERED;
            draft.reasons.add(new Reason(notCovered.code(), notCovered.reason()));
        } else if (assessment instanceof Trouble trouble) {
            draft.covered = Covered.INDETERMINATE;
            draft.paNeeded = trouble.policy() == null ? PaNeeded.INDETERMINATE : PaNeeded.AUTH_NEEDED;
            draft.docNeeded = documents ? DocNeeded.INDETERMINATE : null;
            draft.reasons.add(new Reason(ReasonCode.TECHNICAL, trouble.reason()));
            if (trouble.policy() != null) {
                draft.details.add(link(trouble.policy()));
            }
        }
        return draft.finish();
    }

    /** What a submitted request would be asked for: the criteria without which it can neither be approved nor reviewed. */
    static List<Criterion> missing(Determination determination) {
        return determination.decision() instanceof DocumentationNeeded needed ? needed.missing() : List.of();
    }

    private void determined(Draft draft, Determined determined) {
        Determination determination = determined.determination();
        CoveragePolicy policy = determination.policy();
        List<Criterion> missing = missing(determination);
        draft.paNeeded = PaNeeded.AUTH_NEEDED;
        if (!determined.notSeen().isEmpty()) {
            draft.covered = Covered.INDETERMINATE;
            draft.docNeeded = documents ? DocNeeded.INDETERMINATE : null;
            draft.reasons.add(new Reason(
                    ReasonCode.TECHNICAL,
                    "Prior authorization is needed under " + policy.title()
                            + ". Whether documentation is missing cannot be"
                            + " said, because the EHR could not be read in full: "
                            + String.join(", ", determined.notSeen()) + "."));
        } else if (missing.isEmpty() || !documents) {
            draft.because("Prior authorization is needed under " + policy.title() + ". " + outlook(determination)
                    + undocumented(determination));
        } else {
            draft.docNeeded = DocNeeded.CLINICAL;
            draft.docPurpose = DocPurpose.WITH_PA;
            draft.questionnaire = determination.phase().questionnaire();
            draft.because("Prior authorization is needed under " + policy.title() + ". " + outlook(determination)
                    + " Documentation still missing for it: " + titles(missing) + ".");
        }
        draft.details.addAll(limits(determination));
        draft.details.add(link(policy));
        draft.expiry = expiry(policy, draft.date);
    }

    /** One statement whether the authorization was given just now or before, lest a repeated call seems to bring news. */
    private void authorized(Draft draft, Authorization authorization, CoveragePolicy policy) {
        DateRange period = authorization.period();
        draft.paNeeded = PaNeeded.SATISFIED;
        draft.satisfiedPaId = authorization.number();
        draft.expiry = period.end();
        draft.because("Authorization " + authorization.number() + " is on file and covers this order from "
                + period.start() + " to " + period.end() + ".");
        draft.details.add(link(policy));
    }

    private static String outlook(Determination determination) {
        if (determination.decision() instanceof Approved) {
            return "What is on file meets every criterion.";
        }
        if (determination.decision() instanceof ReviewNeeded review) {
            String who = "A " + review.queue().code() + " reviews the request";
            return review.because().isEmpty() ? who + "." : who + " because of: " + titles(review.because()) + ".";
        }
        return "Nothing on file contradicts a criterion.";
    }

    private static List<Detail> limits(Determination determination) {
        Phase phase = determination.phase();
        List<Detail> details = new ArrayList<>();
        QuantityLimit limit = phase.limit();
        if (limit != null) {
            details.add(new Detail.AllowedQuantity(
                    limit.units(),
                    "billing units",
                    "in " + limit.windowDays() + " days, what was authorized included"));
        }
        DateRange period = phase.approvalFrom(determination.request().serviceDate());
        if (period.start() != null && period.end() != null) {
            details.add(new Detail.AllowedPeriod(period.start(), period.end()));
        }
        return details;
    }

    private Detail link(CoveragePolicy policy) {
        return new Detail.PolicyLink(
                links.address(policy),
                policy.sourceTitle() + "; version " + policy.canonical().version() + " of its criteria");
    }

    /** What was said holds as long as stored answers count, and no longer than the policy. */
    private static LocalDate expiry(CoveragePolicy policy, LocalDate date) {
        LocalDate last = date.plusDays(policy.storedAnswersDays());
        return Optional.ofNullable(policy.effective().end())
                .filter(end -> end.isBefore(last))
                .orElse(last);
    }

    private String names(DetailCodeNeeded needed) {
        return needed.candidates().stream()
                .map(products::display)
                .sorted(Comparator.naturalOrder())
                .collect(Collectors.joining(", "));
    }

    /** What nobody will ask for, but a reviewer will look for. */
    private static String undocumented(Determination determination) {
        List<Criterion> open = determination.findings().stream()
                .filter(finding -> finding.result().value() == null
                        && !finding.result().conflict()
                        && !finding.result().physician())
                .map(Finding::criterion)
                .toList();
        return determination.decision() instanceof ReviewNeeded && !open.isEmpty()
                ? " Not documented yet, and of use to the reviewer: " + titles(open) + "."
                : "";
    }

    private static String titles(List<Criterion> criteria) {
        return criteria.stream().map(Criterion::title).collect(Collectors.joining(", "));
    }

    /** A statement in the making. */
    private final class Draft {
        private final DraftOrder order;
        private final LocalDate date;
        private final List<Reason> reasons = new ArrayList<>();
        private final List<Detail> details = new ArrayList<>();
        private Covered covered = Covered.COVERED;
        private @Nullable PaNeeded paNeeded;
        private @Nullable DocNeeded docNeeded;
        private @Nullable DocPurpose docPurpose;
        private @Nullable InfoNeeded infoNeeded;
        private @Nullable Canonical questionnaire;
        private @Nullable String satisfiedPaId;
        private @Nullable LocalDate expiry;

        private Draft(DraftOrder order) {
            this.order = order;
            this.date = order.facts().requestDate(arrived);
        }

        private void because(String text) {
            reasons.add(new Reason(null, text));
        }

        private CoverageInformation finish() {
            return new CoverageInformation(
                    coverage,
                    covered,
                    paNeeded,
                    docNeeded,
                    docPurpose,
                    infoNeeded,
                    order.procedureCodes(),
                    reasons,
                    details,
                    questionnaire,
                    date,
                    assertionId,
                    satisfiedPaId,
                    payer,
                    expiry);
        }
    }
}
