package org.precept.pas;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.AdjudicationComponent;
import org.hl7.fhir.r4.model.ClaimResponse.ItemComponent;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.precept.determination.Decision.Approved;
import org.precept.fhir.CodeSystems;
import org.precept.pas.ItemOutcome.Determined;
import org.precept.pas.ItemOutcome.InError;
import org.precept.pas.ItemOutcome.Kept;
import org.precept.pas.ItemOutcome.Rerouted;
import org.precept.pas.ItemOutcome.Reviewed;
import org.precept.policy.DateRange;
import org.precept.record.FiledItem;
import org.precept.record.ItemStatus;

/** Writes one item's outcome into the ClaimResponse (conformance of profile-claimresponse-base, item and addItem). */
final class ItemAnswer {

    private final Answering answering;
    private final ClaimResponse response;
    private final ProcessNotes notes;
    private final LocalDate issued;

    ItemAnswer(Answering answering, ClaimResponse response) {
        this.answering = answering;
        this.response = response;
        this.notes = new ProcessNotes(response);
        this.issued = LocalDate.ofInstant(answering.now(), ZoneOffset.UTC);
    }

    void add(ItemOutcome outcome) {
        if (outcome instanceof InError error) {
            error.errors()
                    .forEach(each -> response.addError(each.of(outcome.item()).toFhir()));
        }
        Answer before = answering.before();
        boolean stays = outcome instanceof Kept
                || outcome instanceof Rerouted
                || (outcome instanceof InError error && error.filed() != null);
        if (stays && before != null) {
            new KeptItem(before.response(), response, notes).copy(outcome.item().sequence());
            return;
        }
        ItemComponent item = response.addItem().setItemSequence(outcome.item().sequence());
        outcome.item()
                .item()
                .getExtensionsByUrl(Pas.ITEM_TRACE_NUMBER)
                .forEach(trace -> item.addExtension(
                        Pas.ITEM_TRACE_NUMBER, trace.getValue().copy()));
        numbers(item, outcome);
        granted(item, outcome);
        outcome.item()
                .diagnoses(answering.request())
                .forEach(diagnosis -> item.addExtension(Pas.COMMUNICATED_DIAGNOSIS, diagnosis));
        stay(outcome.item()).forEach((url, days) -> item.addExtension(url, days.copy()));
        Type serviced = requestedDate(outcome.item().item().getServiced());
        if (serviced != null) {
            item.addExtension(Pas.ITEM_REQUESTED_SERVICE_DATE, serviced);
        }
        item.addAdjudication(adjudication(outcome));
        Explanation.of(outcome).forEach(text -> notes.add(item, text));
    }

    /** When the patient is in hospital for an item, as the request says it. */
    private Map<String, Type> stay(SubmittedItem asked) {
        SupportingInformation information =
                SupportingInformation.of(answering.request().claim());
        Map<String, Type> stay = new LinkedHashMap<>();
        information.admission(asked).ifPresent(days -> stay.put(Pas.ADMISSION_DATES, days));
        information
                .discharge(asked)
                .ifPresent(day -> stay.put(Pas.DISCHARGE_DATE, new DateType(day.getValueAsString())));
        return stay;
    }

    /** The trace number of a pended item, and the authorization number it had before when that is not its number now. */
    private void numbers(ItemComponent item, ItemOutcome outcome) {
        if (outcome.status().pended()) {
            item.addExtension(Pas.ADMINISTRATION_REFERENCE_NUMBER, new StringType(outcome.requiredNumber()));
        }
        previousNumber(outcome)
                .ifPresent(number -> item.addExtension(Pas.AUTHORIZATION_NUMBER, new StringType(number)));
    }

    private Optional<FiledItem> filed(ItemOutcome outcome) {
        return Optional.ofNullable(answering.file())
                .flatMap(file -> file.item(outcome.item().sequence()));
    }

    private Optional<String> previousNumber(ItemOutcome outcome) {
        FiledItem filed = filed(outcome).orElse(null);
        if (filed != null && LedgerEntries.approved(filed.status())) {
            boolean still = LedgerEntries.approved(outcome.status())
                    && String.valueOf(filed.number()).equals(outcome.number());
            return still ? Optional.empty() : Optional.ofNullable(filed.number());
        }
        return Optional.ofNullable(answering.before())
                .flatMap(before -> KeptItem.of(before.response(), outcome.item().sequence()))
                .map(said -> said.getExtensionByUrl(Pas.AUTHORIZATION_NUMBER))
                .map(extension -> extension.getValue().primitiveValue());
    }

    private void granted(ItemComponent item, ItemOutcome outcome) {
        if (outcome instanceof Determined determined && determined.decision() instanceof Approved approved) {
            approve(item, approved.period());
            detail(item, outcome, determined.units());
        } else if (outcome instanceof Reviewed reviewed && reviewed.period() != null) {
            approve(item, reviewed.period());
            if (outcome.status() == ItemStatus.MODIFIED) {
                instead(reviewed);
            } else {
                detail(item, outcome, reviewed.units());
            }
        }
    }

    private void approve(ItemComponent item, DateRange period) {
        item.addExtension(Pas.ITEM_ISSUE_DATE, new DateType(issued.toString()));
        item.addExtension(Pas.ITEM_PERIOD, period(period));
        AuthorizedProvider.of(answering.request())
                .ifPresent(provider ->
                        item.addExtension().setUrl(Pas.ITEM_AUTHORIZED_PROVIDER).addExtension("provider", provider));
    }

    private static void detail(ItemComponent item, ItemOutcome outcome, @Nullable BigDecimal units) {
        Extension detail = item.addExtension().setUrl(Pas.ITEM_AUTHORIZED_DETAIL);
        detail.addExtension(
                "productOrServiceCode",
                outcome.item().item().getProductOrService().copy());
        outcome.item().item().getModifier().forEach(modifier -> detail.addExtension("modifier", modifier.copy()));
        Quantity quantity = outcome.item().item().hasQuantity()
                ? outcome.item().item().getQuantity().copy()
                : quantity(units);
        if (quantity != null) {
            detail.addExtension("quantity", quantity);
        }
    }

    /** What was granted instead of what was asked for (requirements spec-36, spec-37). */
    private void instead(Reviewed outcome) {
        ClaimResponse.AddedItemComponent added =
                response.addAddItem().addItemSequence(outcome.item().sequence());
        added.addExtension(Pas.ITEM_ISSUE_DATE, new DateType(issued.toString()));
        if (outcome.period() != null) {
            added.addExtension(Pas.ITEM_PERIOD, period(outcome.period()));
        }
        stay(outcome.item()).forEach((url, days) -> added.addExtension(url, days.copy()));
        new GrantedInstead(answering.request(), outcome.item())
                .describe(added, filed(outcome), previousNumber(outcome));
        Quantity quantity = quantity(outcome.units());
        if (quantity != null) {
            added.setQuantity(quantity);
        }
        added.addAdjudication(reviewed(ItemStatus.APPROVED.action(), outcome.number(), null));
    }

    private static AdjudicationComponent adjudication(ItemOutcome outcome) {
        if (outcome.status() == ItemStatus.IN_ERROR) {
            return submitted();
        }
        return reviewed(
                outcome.action(),
                LedgerEntries.approved(outcome.status()) ? outcome.requiredNumber() : null,
                outcome.reason());
    }

    private static AdjudicationComponent reviewed(String action, @Nullable String number, @Nullable String reason) {
        AdjudicationComponent adjudication = submitted();
        Extension review = adjudication.addExtension().setUrl(Pas.REVIEW_ACTION);
        if (number != null) {
            review.addExtension("number", new StringType(number));
        }
        review.addExtension(
                Pas.REVIEW_ACTION_CODE, Codes.concept(CodeSystems.X12_ACTION, action, Codes.actionDisplay(action)));
        if (reason != null) {
            review.addExtension("reasonCode", Codes.concept(CodeSystems.X12_REASON, reason, null));
        }
        return adjudication;
    }

    private static AdjudicationComponent submitted() {
        return new AdjudicationComponent(Codes.concept(Pas.ADJUDICATION, "submitted", null));
    }

    private static @Nullable Quantity quantity(@Nullable BigDecimal units) {
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
