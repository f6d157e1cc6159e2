package org.precept.server.demo;

import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.StringType;

/**
 * An order, with what the payer said about it when it was signed.
 *
 * @param order carries coverage-information once the payer was asked
 * @param cards what the payer tells the clinician
 */
record SignedOrder(DomainResource order, List<Card> cards) {

    private static final String COVERAGE_INFORMATION =
            "http://hl7.org/fhir/us/davinci-crd/StructureDefinition/ext-coverage-information";
    private static final String QUESTIONNAIRE = "questionnaire";
    private static final String ASSERTION = "coverage-assertion-id";

    SignedOrder {
        cards = List.copyOf(cards);
    }

    /** Whether the payer asks for a form. */
    boolean needsForm() {
        return said().anyMatch(part -> part.getUrl().equals(QUESTIONNAIRE));
    }

    /** The order as one that the payer has answered under a given assertion id. */
    static SignedOrder answered(DomainResource draft, String assertion) {
        DomainResource order = (DomainResource) draft.copy();
        order.addExtension().setUrl(COVERAGE_INFORMATION).addExtension(ASSERTION, new StringType(assertion));
        return new SignedOrder(order, List.of());
    }

    private Stream<Extension> said() {
        return order.getExtensionsByUrl(COVERAGE_INFORMATION).stream().flatMap(each -> each.getExtension().stream());
    }

    /** What a card says. */
    record Card(String summary, String detail) {}
}
