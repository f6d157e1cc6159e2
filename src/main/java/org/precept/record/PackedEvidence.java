package org.precept.record;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
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

/**
 * What is packed as FHIR in documents on file, e.g. a laboratory result that was sent as an attachment: evidence like
 * everything on file, named by its document and place in it.
 */
public final class PackedEvidence {

    /** Type of an attachment that holds a resource. */
    public static final String FHIR_JSON = "application/fhir+json";

    private final FhirContext fhir;

    /** @param fhir of R4 */
    public PackedEvidence(FhirContext fhir) {
        this.fhir = fhir;
    }

    /** The member with a record that has what its documents hold, too; what may be about somebody else is left out. */
    public Member unpacked(Member member) {
        List<EvidenceItem> record = new ArrayList<>(member.record());
        AboutMember about = new AboutMember(member);
        for (EvidenceItem item : member.record()) {
            if (item.resource() instanceof DocumentReference document
                    && document.getStatus() == DocumentReferenceStatus.CURRENT) {
                List<Resource> held = new ArrayList<>();
                document.getContent()
                        .forEach(content -> resource(content.getAttachment())
                                .filter(about::holds)
                                .ifPresent(resource -> collect(resource, held)));
                for (int i = 0; i < held.size(); i++) {
                    record.add(new EvidenceItem(item.reference() + "#" + (i + 1), held.get(i), Origin.RECORD));
                }
            }
        }
        return record.size() == member.record().size()
                ? member
                : new Member(member.payer(), member.number(), member.patient(), member.coverages(), record);
    }

    /** The resource in an attachment; empty when it holds something else, or nothing that can be read. */
    public Optional<Resource> resource(Attachment attachment) {
        if (!attachment.hasData() || !isFhir(attachment.getContentType())) {
            return Optional.empty();
        }
        try {
            IParser parser = fhir.newJsonParser();
            parser.setOverrideResourceIdWithBundleEntryFullUrl(false);
            IBaseResource resource = parser.parseResource(new String(attachment.getData(), StandardCharsets.UTF_8));
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

    private static void collect(@Nullable Resource resource, List<Resource> held) {
        if (resource instanceof Bundle bundle) {
            bundle.getEntry().forEach(entry -> collect(entry.getResource(), held));
        } else if (resource != null && !(resource instanceof Patient) && !(resource instanceof Claim)) {
            // A version of its own would be taken for that of something stored here.
            resource.getMeta().setVersionId(null);
            held.add(resource);
        }
    }
}
