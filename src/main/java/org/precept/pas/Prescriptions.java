package org.precept.pas;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentReferenceContentComponent;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Resource;
import org.precept.criteria.EvidenceItem;
import org.precept.determination.OrderFacts;
import org.precept.fhir.CodingKey;
import org.precept.policy.ProductCatalog;
import org.precept.policy.ProductIdentity.Identified;
import org.precept.record.AboutMember;
import org.precept.record.Documents;
import org.precept.record.FiledItem;
import org.precept.record.Member;
import org.precept.record.PackedEvidence;
import org.precept.record.TraceDocument;

/**
 * Reads which product is meant by items of a filed request whose codes name none: from the prescriptions that arrived under
 * their trace numbers, as FHIR. All of them must name one product; of several it is not known which the item is for.
 */
final class Prescriptions {

    private final Documents documents;
    private final ProductCatalog products;
    private final PackedEvidence packed;

    Prescriptions(FhirContext fhir, Documents documents, ProductCatalog products) {
        this.documents = documents;
        this.products = products;
        this.packed = new PackedEvidence(fhir);
    }

    /**
     * Products by item sequence; items about which nothing is known have none. What was found for an item before holds as
     * long as its codes stay the same.
     *
     * @param request the filed request, or an update of it
     */
    Map<Integer, String> products(OpenFile open, PasRequest request) {
        Map<Integer, String> found = new HashMap<>();
        for (SubmittedItem item : SubmittedItem.of(request)) {
            open.file()
                    .item(item.sequence())
                    .flatMap(filed -> product(filed, item, request, open))
                    .ifPresent(product -> found.put(item.sequence(), product));
        }
        return found;
    }

    private Optional<String> product(FiledItem filed, SubmittedItem item, PasRequest request, OpenFile open) {
        if (filed.product() != null) {
            Optional<Set<CodingKey>> before = open.item(filed.sequence())
                    .map(earlier ->
                            codes(OrderedItem.of(earlier, open.request()).codings()));
            return before.filter(codes(OrderedItem.of(item, request).codings())::equals)
                    .map(same -> filed.product());
        }
        String trace = filed.number();
        return trace == null || !filed.status().pended() ? Optional.empty() : arrived(trace, open.member());
    }

    private Optional<String> arrived(String trace, Member member) {
        Set<String> names = documents.of(Set.of(trace)).stream()
                .map(TraceDocument::document)
                .collect(Collectors.toSet());
        AboutMember about = new AboutMember(member);
        List<OrderFacts> prescriptions = new ArrayList<>();
        for (EvidenceItem item : names.isEmpty() ? List.<EvidenceItem>of() : member.record()) {
            Resource stored = item.resource();
            boolean packedIn = item.reference().contains("#");
            if (!packedIn
                    && stands(stored)
                    && names.contains(
                            stored.fhirType() + "/" + stored.getIdElement().getIdPart())) {
                prescriptions.addAll(PrescriptionReader.in(stored));
                contents(stored).stream()
                        .flatMap(attachment -> packed.resource(attachment).stream())
                        .filter(about::holds)
                        .forEach(content -> prescriptions.addAll(PrescriptionReader.in(content)));
            }
        }
        return one(prescriptions);
    }

    /** False for a document that was taken back or replaced. */
    private static boolean stands(Resource stored) {
        if (stored instanceof DocumentReference document) {
            return document.getStatus() == DocumentReferenceStatus.CURRENT;
        }
        return !(stored instanceof QuestionnaireResponse form)
                || form.getStatus() != QuestionnaireResponseStatus.ENTEREDINERROR;
    }

    private Optional<String> one(List<OrderFacts> prescriptions) {
        Set<String> named = new HashSet<>();
        for (OrderFacts prescription : prescriptions) {
            if (!(products.identify(prescription.codings()) instanceof Identified identified)) {
                return Optional.empty();
            }
            named.add(identified.product());
        }
        return named.size() == 1 ? named.stream().findFirst() : Optional.empty();
    }

    private static List<Attachment> contents(Resource stored) {
        return stored instanceof DocumentReference document
                ? document.getContent().stream()
                        .map(DocumentReferenceContentComponent::getAttachment)
                        .toList()
                : List.of();
    }

    private static Set<CodingKey> codes(List<Coding> codings) {
        return codings.stream().flatMap(coding -> CodingKey.of(coding).stream()).collect(Collectors.toSet());
    }
}
