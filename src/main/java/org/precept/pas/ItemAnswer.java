package org.precept.pas;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.AdjudicationComponent;
import org.hl7.fhir.r4.model.ClaimResponse.ItemComponent;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.precept.determination.Decision.Approved;
import org.precept.fhir.CodeSystems;
import org.precept.pas.Entries.Entry;
import org.precept.pas.ItemOutcome.Determined;
import org.precept.policy.DateRange;

/** Writes one item's outcome into the ClaimResponse (conformance of profile-claimresponse-base, item). */
final class ItemAnswer {

    private final PasRequest request;
    private final ClaimResponse response;
    private final ProcessNotes notes;
    private final LocalDate issued;

    ItemAnswer(PasRequest request, ClaimResponse response, Instant now) {
        this.request = request;
        this.response = response;
        this.notes = new ProcessNotes(response);
        this.issued = LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    void add(ItemOutcome outcome) {
        ItemComponent item = response.addItem().setItemSequence(outcome.item().sequence());
        outcome.item()
                .item()
                .getExtensionsByUrl(Pas.ITEM_TRACE_NUMBER)
                .forEach(trace -> item.addExtension(
                        Pas.ITEM_TRACE_NUMBER, trace.getValue().copy()));
        if (outcome instanceof Determined determined && determined.decision() instanceof Approved approved) {
            approve(item, determined, approved);
        } else {
            item.addExtension(Pas.ADMINISTRATION_REFERENCE_NUMBER, new StringType(outcome.number()));
        }
        Type serviced = requestedDate(outcome.item().item().getServiced());
        if (serviced != null) {
            item.addExtension(Pas.ITEM_REQUESTED_SERVICE_DATE, serviced);
        }
        item.addAdjudication(adjudication(outcome));
        Explanation.of(outcome).forEach(text -> notes.add(item, text));
    }

    private void approve(ItemComponent item, Determined outcome, Approved approved) {
        item.addExtension(Pas.ITEM_ISSUE_DATE, new DateType(issued.toString()));
        item.addExtension(Pas.ITEM_PERIOD, period(approved.period()));
        Reference provider = authorizedProvider();
        if (provider != null) {
            Extension extension = item.addExtension().setUrl(Pas.ITEM_AUTHORIZED_PROVIDER);
            extension.addExtension("provider", provider);
        }
        Extension detail = item.addExtension().setUrl(Pas.ITEM_AUTHORIZED_DETAIL);
        detail.addExtension(
                "productOrServiceCode",
                outcome.item().item().getProductOrService().copy());
        outcome.item().item().getModifier().forEach(modifier -> detail.addExtension("modifier", modifier.copy()));
        Quantity quantity = quantity(outcome);
        if (quantity != null) {
            detail.addExtension("quantity", quantity);
        }
    }

    private AdjudicationComponent adjudication(ItemOutcome outcome) {
        AdjudicationComponent adjudication =
                new AdjudicationComponent(Codes.concept(Pas.ADJUDICATION, "submitted", null));
        Extension review = adjudication.addExtension().setUrl(Pas.REVIEW_ACTION);
        boolean approved = "A1".equals(outcome.action());
        if (approved) {
            review.addExtension("number", new StringType(outcome.number()));
        }
        review.addExtension(
                Pas.REVIEW_ACTION_CODE,
                Codes.concept(CodeSystems.X12_ACTION, outcome.action(), approved ? "Certified in total" : "Pending"));
        String reason = outcome.reason();
        if (reason != null) {
            review.addExtension("reasonCode", Codes.concept(CodeSystems.X12_REASON, reason, null));
        }
        return adjudication;
    }

    /** The provider of the Claim as Practitioner or Organization; null when the Bundle has neither. */
    private @Nullable Reference authorizedProvider() {
        Entry provider = request.entry(request.claim().getProvider()).orElse(null);
        if (provider == null) {
            return null;
        }
        if (provider.resource() instanceof Organization || provider.resource() instanceof Practitioner) {
            return new Reference(provider.name());
        }
        return provider.resource() instanceof PractitionerRole role
                ? request.entries()
                        .one(role.getPractitioner(), provider.fullUrl())
                        .map(practitioner -> new Reference(practitioner.name()))
                        .orElse(null)
                : null;
    }

    private static @Nullable Quantity quantity(Determined outcome) {
        if (outcome.item().item().hasQuantity()) {
            return outcome.item().item().getQuantity().copy();
        }
        BigDecimal units = outcome.units();
        return units == null || units.signum() == 0
                ? null
                : new Quantity()
                        .setValue(units)
                        .setUnit("Unit")
                        .setSystem(Pas.X12_UNITS)
                        .setCode("UN");
    }

    private static @Nullable Type requestedDate(@Nullable Type serviced) {
        if (serviced instanceof BaseDateTimeType day) {
            return new DateTimeType(day.getValueAsString());
        }
        return serviced instanceof Period period ? period.copy() : null;
    }

    static Period period(DateRange range) {
        Period period = new Period();
        if (range.start() != null) {
            period.setStartElement(new DateTimeType(range.start().toString()));
        }
        if (range.end() != null) {
            period.setEndElement(new DateTimeType(range.end().toString()));
        }
        return period;
    }
}
