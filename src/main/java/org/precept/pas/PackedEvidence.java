package org.precept.pas;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.record.Member;

/**
 * What is packed as FHIR in documents on file, e.g. a laboratory result that was sent as an attachment: evidence like
 * everything on file, named within its document.
 */
public final class PackedEvidence {

    /** Type of an attachment that holds a resource. */
    public static final String FHIR_JSON = "application/fhir+json";

    private final FhirContext fhir;

    /** @param fhir of R4 */
    public PackedEvidence(FhirContext fhir) {
        this.fhir = fhir;
    }

    /** The member's record with what its documents hold; what may be about somebody else is left out. */
    List<EvidenceItem> record(Member member) {
        List<EvidenceItem> record = new ArrayList<>(member.record());
        AboutMember about = new AboutMember(member);
        for (EvidenceItem item : member.record()) {
            if (item.resource() instanceof DocumentReference document
                    && document.getStatus() == DocumentReferenceStatus.CURRENT) {
                document.getContent()
                        .forEach(content -> resource(content.getAttachment())
                                .filter(about::holds)
                                .ifPresent(resource -> add(resource, null, item.reference(), record)));
            }
        }
        return record;
    }

    /** The resource in an attachment; empty when it holds something else, or nothing that can be read. */
    public Optional<Resource> resource(Attachment attachment) {
        if (!attachment.hasData() || !isFhir(attachment.getContentType())) {
            return Optional.empty();
        }
        try {
            IBaseResource resource =
                    MessageReader.parser(fhir).parseResource(new String(attachment.getData(), StandardCharsets.UTF_8));
            return resource instanceof Resource found ? Optional.of(found) : Optional.empty();
        } catch (DataFormatException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** True for the media type of FHIR in JSON, whatever its parameters. */
    public static boolean isFhir(@Nullable String contentType) {
        return contentType != null
                && FHIR_JSON.equals(
                        contentType.toLowerCase(Locale.ROOT).split(";", 2)[0].strip());
    }

    private static void add(
            @Nullable Resource resource, @Nullable String fullUrl, String document, List<EvidenceItem> record) {
        if (resource instanceof Bundle bundle) {
            bundle.getEntry().forEach(entry -> add(entry.getResource(), entry.getFullUrl(), document, record));
        } else if (resource != null && !(resource instanceof Patient) && !(resource instanceof Claim)) {
            String name = fullUrl != null
                    ? fullUrl
                    : document + "#" + resource.fhirType() + "/"
                            + resource.getIdElement().getIdPart();
            record.add(new EvidenceItem(name, resource, Origin.RECORD));
        }
    }
}
