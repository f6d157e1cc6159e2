package org.precept.crd;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.precept.crd.Assessment.Determined;
import org.precept.crd.card.Card;
import org.precept.crd.card.Card.Indicator;
import org.precept.determination.Decision.Approved;
import org.precept.determination.Decision.DocumentationNeeded;
import org.precept.determination.Determination;
import org.precept.determination.Finding;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.ProductCatalog;

/**
 * What a policy asks for and what is known of it, with a link to the policy (CRD 2.2.1, "External Reference"; resp-20):
 * one card for all orders of which the same is to be said.
 */
final class CriteriaCards {
    private static final String TOPIC = "guideline";

    private final ProductCatalog products;
    private final PolicyLinks links;

    CriteriaCards(ProductCatalog products, PolicyLinks links) {
        this.products = products;
        this.links = links;
    }

    /** What is the same for several orders. */
    private record Said(CoveragePolicy policy, String product, String summary, String findings) {}

    /**
     * The cards. Where nothing is asked for yet (hook-19) what is missing is open, not to be documented.
     *
     * @param payer the insurer's name
     */
    List<Card> of(List<Assessment> assessments, String payer, HookKind kind) {
        Map<Said, List<String>> orders = new LinkedHashMap<>();
        for (Assessment assessment : assessments) {
            said(assessment, kind.primary())
                    .ifPresent(said -> orders.computeIfAbsent(said, any -> new ArrayList<>())
                            .add(assessment.order().reference()));
        }
        List<Card> cards = new ArrayList<>();
        orders.forEach((said, references) -> cards.add(new Card(
                        said.summary,
                        "For the order of " + said.product + " (" + String.join(", ", references) + "): "
                                + said.findings,
                        Indicator.INFO,
                        TOPIC,
                        payer,
                        references,
                        List.of())
                .linking(links.of(said.policy))));
        return cards;
    }

    private Optional<Said> said(Assessment assessment, boolean asking) {
        if (assessment instanceof Assessment.Approved approved) {
            return Optional.of(said(approved.determined(), asking, "; approved"));
        }
        return assessment instanceof Determined determined
                ? Optional.of(said(determined, asking, outlook(determined.determination())))
                : Optional.empty();
    }

    private Said said(Determined determined, boolean asking, String outlook) {
        Determination determination = determined.determination();
        List<Finding> findings = determination.findings();
        int missing = Statements.missing(determination).size();
        String product = products.display(determination.request().product());
        long met = findings.stream().filter(CriteriaCards::isMet).count();
        String summary = product + ": " + met + " of " + findings.size() + " criteria met"
                + (missing == 0 ? "" : ", " + missing + (asking ? " to document" : " open")) + outlook;
        StringBuilder detail = new StringBuilder(
                determination.policy().title() + ", " + determination.phase().title() + ".\n");
        Function<Finding, String> text = asking ? Finding::text : Finding::withoutRequest;
        section(
                detail,
                "Not met",
                findings,
                text,
                finding -> Boolean.FALSE.equals(finding.result().value()));
        section(
                detail,
                "Contradictory",
                findings,
                text,
                finding -> finding.result().conflict());
        section(
                detail,
                "Missing",
                findings,
                text,
                finding -> finding.result().value() == null && !finding.result().conflict());
        section(detail, "Met", findings, text, CriteriaCards::isMet);
        lines(detail, "Could not be read in your EHR", determined.notSeen());
        lines(detail, "Not counted", determined.notCounted());
        return new Said(determination.policy(), product, summary, detail.toString());
    }

    private static String outlook(Determination determination) {
        if (determination.decision() instanceof Approved) {
            return "; ready to submit";
        }
        return determination.decision() instanceof DocumentationNeeded ? "" : "; a reviewer decides";
    }

    private static boolean isMet(Finding finding) {
        return Boolean.TRUE.equals(finding.result().value());
    }

    private static void section(
            StringBuilder detail,
            String title,
            List<Finding> findings,
            Function<Finding, String> text,
            Predicate<Finding> belongs) {
        lines(detail, title, findings.stream().filter(belongs).map(text).toList());
    }

    private static void lines(StringBuilder detail, String title, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        detail.append("\n**").append(title).append("**\n\n");
        lines.forEach(line -> detail.append("- ").append(line).append('\n'));
    }
}
