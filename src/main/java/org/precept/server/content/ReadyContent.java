package org.precept.server.content;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import org.hl7.fhir.r4.model.ValueSet;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.CqlText;
import org.precept.criteria.CriteriaContent;
import org.precept.criteria.EngineLimits;
import org.precept.policy.ContentFile;
import org.precept.policy.PolicyContent;
import org.precept.policy.Reading;

/**
 * Content that passed every check.
 *
 * @param content the parsed files
 * @param policies what the policy readers made of them
 * @param criteria the translated CQL and the engine on it
 */
record ReadyContent(Content content, PolicyContent policies, CriteriaContent.Ready criteria) {

    /**
     * Reads policies, translates CQL and checks one against the other; all problems are reported together.
     *
     * @throws org.precept.server.start.StartRefusedException when there is any, earlier ones included
     */
    static ReadyContent of(Content content, ContentProblems problems, FhirContext fhir) {
        List<ContentFile> files = content.resources().stream()
                .map(resource -> new ContentFile(resource.file(), resource.resource()))
                .toList();
        PolicyContent policies = policies(files, problems);
        CriteriaContent.Ready criteria = criteria(content, problems, fhir);
        if (policies != null && criteria != null) {
            new DefineCheck(criteria.libraries(), problems).check(content, policies);
        }
        problems.stopTheStart();
        if (policies == null || criteria == null) {
            throw new IllegalStateException("content was rejected without a problem");
        }
        return new ReadyContent(content, policies, criteria);
    }

    static @Nullable PolicyContent policies(List<ContentFile> files, ContentProblems problems) {
        Reading<PolicyContent> reading = PolicyContent.read(files);
        if (reading instanceof Reading.Rejected<PolicyContent> rejected) {
            rejected.problems().forEach(problems::add);
            return null;
        }
        return ((Reading.Read<PolicyContent>) reading).value();
    }

    private static CriteriaContent.@Nullable Ready criteria(
            Content content, ContentProblems problems, FhirContext fhir) {
        List<CqlText> texts = content.cql().entrySet().stream()
                .map(text -> new CqlText("cql/" + text.getKey() + ".cql", text.getValue()))
                .toList();
        List<ValueSet> valueSets = content.resources().stream()
                .map(ContentResource::resource)
                .filter(ValueSet.class::isInstance)
                .map(ValueSet.class::cast)
                .toList();
        return criteria(texts, valueSets, problems, fhir, EngineLimits.standard());
    }

    static CriteriaContent.@Nullable Ready criteria(
            List<CqlText> texts,
            List<ValueSet> valueSets,
            ContentProblems problems,
            FhirContext fhir,
            EngineLimits limits) {
        CriteriaContent built = CriteriaContent.build(texts, valueSets, fhir, limits);
        if (built instanceof CriteriaContent.Faulty faulty) {
            faulty.problems().forEach(problems::add);
            return null;
        }
        return (CriteriaContent.Ready) built;
    }
}
