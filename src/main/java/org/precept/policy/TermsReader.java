package org.precept.policy;

import java.time.Duration;
import java.util.Objects;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.Quantity;
import org.jspecify.annotations.Nullable;
import org.precept.policy.Terms.Appeal;
import org.precept.policy.Terms.Term;

/** Reads the times of a policy from the extension {@code policy-terms} of its PlanDefinition; all of them are required. */
final class TermsReader {
    private static final String NAME = "policy-terms";
    private static final String PATH = "PlanDefinition.extension('" + NAME + "')";

    private final Elements elements;
    private final Extension terms;

    private TermsReader(Elements elements, Extension terms) {
        this.elements = elements;
        this.terms = terms;
    }

    static Terms read(PlanDefinition plan, Elements elements) {
        Extension found = Elements.extension(plan.getExtension(), NAME);
        return new TermsReader(elements, found == null ? new Extension() : found).terms();
    }

    private Terms terms() {
        Terms read = new Terms(
                term("decision-expedited"),
                term("decision-standard"),
                term("decision-extension"),
                term("warning-expedited"),
                term("warning-standard"),
                term("documents"),
                appeal(),
                days("renewal"));
        checkWarning("warning-expedited", read.expeditedWarning(), read.expedited());
        checkWarning("warning-standard", read.standardWarning(), read.standard());
        return read;
    }

    /** A warning that is as long as the time itself would mark every request from its first moment on. */
    private void checkWarning(String name, Term warning, Term decision) {
        if (!warning.source().isEmpty()
                && !decision.source().isEmpty()
                && warning.time().compareTo(decision.time()) >= 0) {
            elements.wrong(part(path(name), "time"), "must be shorter than the time for the decision");
        }
    }

    private Appeal appeal() {
        Extension appeal = named("appeal");
        return new Appeal(
                days("appeal"),
                elements.text(part(path("appeal"), "text"), string(appeal.getExtensionByUrl("text"))),
                string(appeal.getExtensionByUrl("address")));
    }

    private Term days(String name) {
        Term term = term(name);
        if (term.time().toHours() % 24 != 0) {
            elements.wrong(part(path(name), "time"), "must be in days (d)");
        }
        return term;
    }

    private Term term(String name) {
        Extension term = named(name);
        return new Term(
                time(part(path(name), "time"), term.getExtensionByUrl("time")),
                elements.text(part(path(name), "source"), string(term.getExtensionByUrl("source"))));
    }

    private Duration time(String expression, @Nullable Extension extension) {
        if (extension != null && extension.getValue() instanceof Quantity quantity && quantity.hasValue()) {
            int amount = elements.whole(expression, quantity.getValue());
            switch (Objects.toString(quantity.getCode(), "")) {
                case "h":
                    return Duration.ofHours(amount);
                case "d":
                    return Duration.ofDays(amount);
                default:
                    elements.wrong(expression, "unit must be h or d (UCUM)");
                    return Duration.ofDays(1);
            }
        }
        elements.wrong(expression, "a Duration is required");
        return Duration.ofDays(1);
    }

    private Extension named(String name) {
        Extension found = terms.getExtensionByUrl(name);
        return found == null ? new Extension() : found;
    }

    private static @Nullable String string(@Nullable Extension extension) {
        return extension == null || !extension.hasValue()
                ? null
                : extension.getValue().primitiveValue();
    }

    private static String path(String name) {
        return part(PATH, name);
    }

    private static String part(String parent, String name) {
        return parent + ".extension('" + name + "')";
    }
}
