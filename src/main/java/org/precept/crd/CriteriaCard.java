package org.precept.crd;

import java.util.List;
import java.util.function.Predicate;
import org.precept.crd.Assessment.Determined;
import org.precept.crd.Card.Indicator;
import org.precept.determination.Decision.Approved;
import org.precept.determination.Decision.DocumentationNeeded;
import org.precept.determination.Determination;
import org.precept.determination.Finding;
import org.precept.policy.ProductCatalog;

/** What the policy asks for and what is known of it, for a clinician: one card per determined order. */
final class CriteriaCard {
    private static final String TOPIC = "guideline";

    private final ProductCatalog products;

    CriteriaCard(ProductCatalog products) {
        this.products = products;
    }

    /** The card; {@code payer} is the insurer's name. */
    Card of(Determined determined, String payer) {
        Determination determination = determined.determination();
        List<Finding> findings = determination.findings();
        List<Finding> missing = Statements.missing(determination);
        String product = products.display(determination.request().product());
        long met = findings.stream().filter(CriteriaCard::isMet).count();
        String summary = product + ": " + met + " of " + findings.size() + " criteria met"
                + (missing.isEmpty() ? "" : ", " + missing.size() + " to document") + outlook(determination);
        StringBuilder detail = new StringBuilder("For the order of " + product + " ("
                + determined.order().reference() + "): "
                + determination.policy().title() + ", "
                + determination.phase().title() + ".\n");
        section(
                detail,
                "Not met",
                findings,
                finding -> Boolean.FALSE.equals(finding.result().value()));
        section(detail, "Contradictory", findings, finding -> finding.result().conflict());
        section(
                detail,
                "Missing",
                findings,
                finding -> finding.result().value() == null && !finding.result().conflict());
        section(detail, "Met", findings, CriteriaCard::isMet);
        lines(detail, "Could not be read in your EHR", determined.notSeen());
        lines(detail, "Not counted", determined.notCounted());
        return new Card(
                summary,
                detail.toString(),
                Indicator.INFO,
                TOPIC,
                payer,
                List.of(determined.order().reference()),
                List.of());
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
            StringBuilder detail, String title, List<Finding> findings, Predicate<Finding> belongs) {
        lines(
                detail,
                title,
                findings.stream().filter(belongs).map(Finding::text).toList());
    }

    private static void lines(StringBuilder detail, String title, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        detail.append("\n**").append(title).append("**\n\n");
        lines.forEach(line -> detail.append("- ").append(line).append('\n'));
    }
}
