package org.precept.server.content;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.Resource;
import org.precept.criteria.CqlText;
import org.precept.policy.ContentFile;

/**
 * A draft as it came: one policy and what differs from the content. Its files are named by their place in the Bundle.
 *
 * @param files every resource
 * @param cql the CQL of its Libraries
 */
record DraftBundle(List<ContentFile> files, List<CqlText> cql) {

    private static final String BODY = "Bundle";
    private static final Set<String> TYPES =
            Set.of("PlanDefinition", "Library", "ValueSet", "Questionnaire", "CodeSystem", "ConceptMap");
    private static final String CQL = "text/cql";

    DraftBundle {
        files = List.copyOf(files);
        cql = List.copyOf(cql);
    }

    /** Reads the body; empty when it is no Bundle. What is wrong is among the problems. */
    static Optional<DraftBundle> read(byte[] body, FhirContext fhir, ContentProblems problems) {
        Optional<Resource> parsed = new StrictParsing(fhir, problems).parse(BODY, body);
        if (parsed.isPresent() && !(parsed.get() instanceof Bundle)) {
            problems.add(BODY, BODY, "a Bundle with the PlanDefinition of the draft is required");
        }
        return parsed.filter(Bundle.class::isInstance).map(bundle -> of((Bundle) bundle, problems));
    }

    private static DraftBundle of(Bundle bundle, ContentProblems problems) {
        List<ContentFile> files = new ArrayList<>();
        List<CqlText> cql = new ArrayList<>();
        for (int i = 0; i < bundle.getEntry().size(); i++) {
            String name = "Bundle.entry[" + i + "].resource";
            Resource resource = bundle.getEntry().get(i).getResource();
            if (resource == null || !TYPES.contains(resource.fhirType())) {
                problems.add(
                        name,
                        name,
                        "must be one of "
                                + String.join(", ", TYPES.stream().sorted().toList()));
                continue;
            }
            MetadataResource definition = (MetadataResource) resource;
            if (!definition.hasUrl() || !definition.hasVersion()) {
                problems.add(name, resource.fhirType(), "url and version are required");
            }
            files.add(new ContentFile(name, resource));
            if (resource instanceof Library library) {
                cql(name, library, cql, problems);
            }
        }
        long plans = files.stream()
                .filter(file -> file.resource() instanceof PlanDefinition)
                .count();
        if (plans != 1) {
            problems.add(BODY, "Bundle.entry", "exactly one PlanDefinition is required, found " + plans);
        }
        return new DraftBundle(files, cql);
    }

    private static void cql(String name, Library library, List<CqlText> cql, ContentProblems problems) {
        for (int c = 0; c < library.getContent().size(); c++) {
            Attachment content = library.getContent().get(c);
            if (CQL.equals(content.getContentType()) && content.hasData()) {
                cql.add(new CqlText(
                        name + ".content[" + c + "].data", new String(content.getData(), StandardCharsets.UTF_8)));
                return;
            }
        }
        problems.add(name, "Library.content", "the CQL is required: contentType " + CQL + " with data");
    }
}
