package org.precept.dtr;

import ca.uhn.fhir.context.FhirContext;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.QuestionnaireResponse;

/**
 * The operation's answer (profile dtr-qpackage-output-parameters) in the making: a bundle per form (profile
 * DTR-QPackageBundle) with the form first, its draft, then libraries and value sets. What is the same for everybody is
 * copied in already encoded, in the place of an entry that only marks it.
 */
final class PackageAnswer {
    private static final String URN = "urn:uuid:";

    private final FhirContext fhir;
    private final DtrEdition edition;
    private final Parameters parameters = new Parameters();
    private final List<Mark> marks = new ArrayList<>();
    private final Set<String> libraries = new HashSet<>();

    /**
     * An entry that stands for encoded ones.
     *
     * @param url unlike any other text of the answer: a quotation mark within a JSON string would be escaped
     */
    private record Mark(String url, byte[] entries) {
        String json() {
            return "{\"fullUrl\":\"" + url + "\"}";
        }
    }

    PackageAnswer(FhirContext fhir, DtrEdition edition) {
        this.fhir = fhir;
        this.edition = edition;
        parameters.getMeta().addProfile(Dtr.OUTPUT_PARAMETERS);
    }

    void add(EncodedForm form, QuestionnaireResponse draft, Instant now) {
        Bundle bundle = new Bundle();
        bundle.getMeta().addProfile(Dtr.PACKAGE_BUNDLE);
        bundle.getIdentifier().setSystem("urn:ietf:rfc:3986").setValue(URN + UUID.randomUUID());
        bundle.setType(BundleType.COLLECTION);
        bundle.setTimestamp(Date.from(now));
        mark(bundle, form.questionnaire());
        bundle.addEntry().setFullUrl(URN + UUID.randomUUID()).setResource(draft);
        form.libraries().stream()
                .filter(library -> libraries.add(library.name()) || !edition.sendsLibrariesOnce())
                .forEach(library -> mark(bundle, library.entry()));
        mark(bundle, form.valueSets());
        parameters.addParameter().setName(edition.packageName()).setResource(bundle);
    }

    /** True when the form is in already. */
    boolean has(EncodedForm form) {
        return marks.stream().anyMatch(mark -> mark.entries() == form.questionnaire());
    }

    void add(OperationOutcome outcome) {
        parameters.addParameter().setName(edition.outcomeName()).setResource(outcome);
    }

    boolean isEmpty() {
        return !parameters.hasParameter();
    }

    private void mark(Bundle bundle, byte[] entries) {
        if (entries.length > 0) {
            Mark mark = new Mark(URN + UUID.randomUUID(), entries);
            marks.add(mark);
            bundle.addEntry().setFullUrl(mark.url());
        }
    }

    /** The answer as JSON, UTF-8. */
    byte[] json() {
        if (marks.isEmpty() && edition.wantsPackages()) {
            parameters.setMeta(null); // claims no profile that it breaks
        }
        String skeleton = fhir.newJsonParser().encodeResourceToString(parameters);
        int size = marks.stream().mapToInt(mark -> mark.entries().length).sum();
        ByteArrayOutputStream json = new ByteArrayOutputStream(size + 2 * skeleton.length());
        int done = 0;
        for (Mark mark : marks) {
            int at = skeleton.indexOf(mark.json(), done);
            if (at < 0) {
                throw new IllegalStateException("an entry of the package was not encoded");
            }
            json.writeBytes(skeleton.substring(done, at).getBytes(StandardCharsets.UTF_8));
            json.writeBytes(mark.entries());
            done = at + mark.json().length();
        }
        json.writeBytes(skeleton.substring(done).getBytes(StandardCharsets.UTF_8));
        return json.toByteArray();
    }
}
