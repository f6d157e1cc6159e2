package org.precept.pas;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.Days;
import org.precept.pas.Entries.Entry;

/**
 * An item of the Claim and the orders it is for.
 *
 * @param position in Claim.item, from 0
 * @param item as sent
 * @param orders entries that its requestedService extensions refer to
 */
public record SubmittedItem(int position, ItemComponent item, List<Entry> orders) {

    /** The items of a request, in order. */
    public static List<SubmittedItem> of(PasRequest request) {
        List<SubmittedItem> items = new ArrayList<>();
        for (int i = 0; i < request.claim().getItem().size(); i++) {
            ItemComponent item = request.claim().getItem().get(i);
            List<Entry> orders = item.getExtensionsByUrl(Pas.REQUESTED_SERVICE).stream()
                    .map(Extension::getValue)
                    .filter(Reference.class::isInstance)
                    .flatMap(reference -> request.entry((Reference) reference).stream())
                    .toList();
            items.add(new SubmittedItem(i, item, orders));
        }
        return items;
    }

    /** Claim.item.sequence. */
    public int sequence() {
        return item.getSequence();
    }

    /** Codes of the diagnoses that the item is for: those that it names, else all of the request. */
    List<CodeableConcept> diagnoses(PasRequest request) {
        Set<Integer> named = item.getDiagnosisSequence().stream()
                .map(PositiveIntType::getValue)
                .collect(Collectors.toSet());
        return request.claim().getDiagnosis().stream()
                .filter(diagnosis -> named.isEmpty() || named.contains(diagnosis.getSequence()))
                .map(Claim.DiagnosisComponent::getDiagnosis)
                .filter(CodeableConcept.class::isInstance)
                .map(diagnosis -> ((CodeableConcept) diagnosis).copy())
                .toList();
    }

    /** FHIRPath of the item. */
    public String path() {
        return PasRequest.CLAIM + ".item[" + position + "]";
    }

    /** Codes of the item itself and of its details: a billing code, or a drug code beside it. */
    List<Coding> codings() {
        List<Coding> codings = new ArrayList<>(item.getProductOrService().getCoding());
        item.getDetail().forEach(detail -> {
            codings.addAll(detail.getProductOrService().getCoding());
            detail.getSubDetail()
                    .forEach(sub -> codings.addAll(sub.getProductOrService().getCoding()));
        });
        return codings;
    }

    /** First day of service; null when the item gives none. */
    public @Nullable LocalDate serviceDate() {
        if (item.getServiced() instanceof BaseDateTimeType day) {
            return Days.first(day);
        }
        return item.getServiced() instanceof Period period ? Days.first(period.getStartElement()) : null;
    }

    /** CMS place of service code; null when the item gives none. */
    @Nullable
    String placeOfService() {
        return item.getLocation() instanceof CodeableConcept place
                ? Codes.code(place, CodeSystems.PLACE_OF_SERVICE)
                : null;
    }

    /** True when the item asks to renew (X12 1322 R). */
    boolean renewal() {
        return isType("R");
    }

    /** True when the item asks to extend what was approved (X12 1322 4). */
    boolean prolongation() {
        return isType(Codes.EXTENSION);
    }

    /** True when the item revises an earlier one (X12 1322 S). */
    boolean revised() {
        return isType(Codes.REVISED);
    }

    /** True when the item is no longer wanted. */
    boolean cancelled() {
        return Cancellation.of(item);
    }

    private boolean isType(String code) {
        return code.equals(Codes.certificationType(item.getExtension()));
    }
}
