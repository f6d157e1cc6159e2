package org.precept.pas;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.record.KeptDetermination;
import org.precept.record.KeptDetermination.Evidence;
import org.precept.record.KeptDeterminations;
import org.precept.record.PriorAuthorizations;

/** Finds what determinations were made of as it was then. */
public final class RestoredEvidence {

    private final FhirContext fhir;
    private final KeptDeterminations determinations;
    private final PriorAuthorizations files;

    /**
     * Reads it from the stores.
     *
     * @param determinations hold the versions
     * @param files hold the Bundles
     */
    public RestoredEvidence(FhirContext fhir, KeptDeterminations determinations, PriorAuthorizations files) {
        this.fhir = fhir;
        this.determinations = determinations;
        this.files = files;
    }

    /**
     * What a determination was made of.
     *
     * @param member the Patient as it was; one without content when it is lost
     * @param request what came with the request
     * @param record the record as it was
     * @param lost references of what is no longer stored
     */
    public record Restored(
            KeptDetermination made,
            Patient member,
            List<EvidenceItem> request,
            List<EvidenceItem> record,
            List<String> lost) {
        /** Copies the lists. */
        public Restored {
            request = List.copyOf(request);
            record = List.copyOf(record);
            lost = List.copyOf(lost);
        }
    }

    /** The evidence of each; versions are looked up for all of them together. */
    public List<Restored> of(List<KeptDetermination> made) {
        Set<String> wanted = new HashSet<>();
        made.forEach(each -> all(each).forEach(evidence -> {
            if (evidence.version() != null) {
                wanted.add(evidence.version());
            }
        }));
        Map<String, Resource> versions = determinations.versions(wanted);
        return made.stream()
                .map(each -> new Restoring(each, versions).restored())
                .toList();
    }

    private static Stream<Evidence> all(KeptDetermination made) {
        return Stream.concat(Stream.of(made.basis().member()), made.basis().evidence().stream());
    }

    /** The restoring of one determination's evidence. */
    private final class Restoring {
        private final KeptDetermination made;
        private final Map<String, Resource> versions;
        private final List<String> lost = new ArrayList<>();
        private @Nullable Map<String, Resource> sent;

        Restoring(KeptDetermination made, Map<String, Resource> versions) {
            this.made = made;
            this.versions = versions;
        }

        Restored restored() {
            Resource member = found(made.basis().member());
            List<EvidenceItem> request = items(Origin.REQUEST);
            List<EvidenceItem> record = items(Origin.RECORD);
            return new Restored(made, member instanceof Patient patient ? patient : nobody(), request, record, lost);
        }

        private Patient nobody() {
            Patient patient = new Patient();
            patient.setId(made.basis().member().reference());
            return patient;
        }

        private List<EvidenceItem> items(Origin origin) {
            List<EvidenceItem> items = new ArrayList<>();
            for (Evidence evidence : made.basis().evidence()) {
                Resource resource = evidence.origin() == origin ? found(evidence) : null;
                if (resource != null) {
                    items.add(new EvidenceItem(evidence.reference(), resource, origin));
                }
            }
            return items;
        }

        private @Nullable Resource found(Evidence evidence) {
            Resource resource;
            if (evidence.version() != null) {
                resource = versions.get(evidence.version());
            } else if (evidence.resource() != null) {
                resource = (Resource) MessageReader.parser(fhir).parseResource(evidence.resource());
            } else {
                resource = sent(() -> filed(made.claimId())).get(evidence.reference());
            }
            if (resource == null) {
                lost.add(evidence.reference());
            }
            return resource;
        }

        private Map<String, Resource> sent(Supplier<Map<String, Resource>> read) {
            Map<String, Resource> known = sent == null ? read.get() : sent;
            sent = known;
            return known;
        }
    }

    private Map<String, Resource> filed(String claimId) {
        return files.bundleOf(claimId)
                .map(bundle -> RequestEvidence.named(new Entries(FiledBundle.asReceived(bundle))))
                .orElse(Map.of());
    }
}
