package org.precept.pas;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.ClaimResponse.AddedItemComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.precept.pas.Entries.Entry;
import org.precept.record.FiledItem;

/**
 * The added item that says what was granted instead of what was asked for (requirements spec-36, spec-37): what was asked
 * for, but for what differs.
 */
final class GrantedInstead {

    /** What an item asks for, repeated once where it is granted. */
    private static final List<String> REPEATED = List.of(
            Pas.SERVICE_ITEM_REQUEST_TYPE,
            Pas.CERTIFICATION_TYPE,
            Pas.REQUESTED_SERVICE,
            Pas.PRODUCT_CODE_END,
            Pas.EPSDT,
            Pas.NURSING_HOME_STATUS,
            Pas.NURSING_HOME_LEVEL,
            Pas.REVENUE_LIMIT);

    private final PasRequest request;
    private final SubmittedItem asked;

    GrantedInstead(PasRequest request, SubmittedItem asked) {
        this.request = request;
        this.asked = asked;
    }

    /**
     * Says it, but for period, quantity and decision.
     *
     * @param filed the item as it stood before; empty for a new one
     * @param previousNumber authorization number that it had before
     */
    void describe(AddedItemComponent added, Optional<FiledItem> filed, Optional<String> previousNumber) {
        asked.item().getExtensionsByUrl(Pas.ITEM_TRACE_NUMBER).forEach(trace -> added.addExtension(trace.copy()));
        for (String url : REPEATED) {
            asked.item().getExtensionsByUrl(url).stream()
                    .findFirst()
                    .ifPresent(extension -> added.addExtension(named(extension)));
        }
        if (asked.item().hasRevenue()) {
            added.addExtension(Pas.REVENUE_CODE, asked.item().getRevenue().copy());
        }
        filed.filter(item -> item.status().pended() && item.number() != null)
                .ifPresent(
                        item -> added.addExtension(Pas.ADMINISTRATION_REFERENCE_NUMBER, new StringType(item.number())));
        previousNumber.ifPresent(number -> added.addExtension(Pas.AUTHORIZATION_NUMBER, new StringType(number)));
        AuthorizedProvider.of(request).ifPresent(provider -> {
            provider.addExtension(Pas.AUTHORIZED_PROVIDER_TYPE, AuthorizedProvider.type());
            added.addProvider(provider);
        });
        added.setProductOrService(asked.item().getProductOrService().copy());
        asked.item().getModifier().forEach(modifier -> added.addModifier(modifier.copy()));
        if (asked.item().hasServiced()) {
            added.setServiced(asked.item().getServiced().copy());
        }
        if (asked.item().getLocation() instanceof CodeableConcept place) {
            added.setLocation(place.copy());
        }
        if (asked.item().hasUnitPrice()) {
            added.setUnitPrice(asked.item().getUnitPrice().copy());
        }
    }

    /** A copy that refers to the order by the name of its entry. */
    private Extension named(Extension extension) {
        Extension copy = extension.copy();
        if (copy.getValue() instanceof Reference order) {
            copy.setValue(
                    request.entry(order).map(Entry::name).map(Reference::new).orElse(order));
        }
        return copy;
    }
}
