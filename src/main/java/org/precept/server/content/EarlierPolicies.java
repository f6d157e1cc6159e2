package org.precept.server.content;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.Resource;
import org.precept.criteria.CqlText;
import org.precept.criteria.EngineLimits;
import org.precept.fhir.Canonical;
import org.precept.pas.replay.PolicyEvaluation;
import org.precept.pas.replay.PolicyVersions;
import org.precept.policy.ContentFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Policy versions, those included that the content no longer has: they are put together from what was stored of them. Kept
 * once made; there are as many as the payer has released.
 */
final class EarlierPolicies implements PolicyVersions {

    private static final Logger LOG = LoggerFactory.getLogger(EarlierPolicies.class);
    private static final EngineLimits LIMITS = new EngineLimits(1, 16, Duration.ofSeconds(5));
    private static final Pattern INCLUDE =
            Pattern.compile("(?m)^\\s*include\\s+\"?([A-Za-z0-9_]+)\"?\\s+version\\s+'([^']+)'");
    private static final Pattern VALUE_SET =
            Pattern.compile("(?m)^\\s*valueset\\s+\"[^\"]+\"\\s*:\\s*'([^']+)'\\s+version\\s+'([^']+)'");

    private final PolicyVersions current;
    private final Content content;
    private final StoredDefinitions stored;
    private final FhirContext fhir;
    private final Map<Canonical, PolicyEvaluation> known = new ConcurrentHashMap<>();

    EarlierPolicies(PolicyVersions current, Content content, StoredDefinitions stored, FhirContext fhir) {
        this.current = current;
        this.content = content;
        this.stored = stored;
        this.fhir = fhir;
    }

    @Override
    public Optional<PolicyEvaluation> find(Canonical policy) {
        return current.find(policy).or(() -> earlier(policy));
    }

    private synchronized Optional<PolicyEvaluation> earlier(Canonical policy) {
        PolicyEvaluation made = known.get(policy);
        if (made != null) {
            return Optional.of(made);
        }
        Optional<PolicyEvaluation> read = stored.find("PlanDefinition", policy)
                .map(plan -> new Collecting().of((PlanDefinition) plan))
                .flatMap(draft -> evaluation(policy, draft));
        read.ifPresent(evaluation -> known.put(policy, evaluation));
        return read;
    }

    private Optional<PolicyEvaluation> evaluation(Canonical policy, DraftBundle draft) {
        ContentProblems problems = new ContentProblems();
        OverlaidPolicy read = OverlaidPolicy.read(content, draft, problems, fhir, LIMITS);
        if (read == null) {
            LOG.warn(
                    "{} can no longer be evaluated: {}",
                    policy,
                    problems.all().stream().map(ContentProblems.Problem::text).toList());
            return Optional.empty();
        }
        return Optional.of(read.evaluation());
    }

    /** Collects what one policy version names and the content has in another version or not at all. */
    private final class Collecting {
        private final List<ContentFile> files = new ArrayList<>();
        private final List<CqlText> cql = new ArrayList<>();
        private final Set<Canonical> seen = new HashSet<>();

        DraftBundle of(PlanDefinition plan) {
            add(plan);
            plan.getLibrary().forEach(library -> library(Canonical.parse(library.getValue())));
            plan.getAction().stream()
                    .filter(PlanDefinition.PlanDefinitionActionComponent::hasDefinitionCanonicalType)
                    .forEach(action -> other(
                            "Questionnaire",
                            Canonical.parse(action.getDefinitionCanonicalType().getValue())));
            return new DraftBundle(files, cql);
        }

        private void add(Resource resource) {
            files.add(new ContentFile(
                    resource.fhirType() + "/" + resource.getIdElement().getIdPart(), resource));
        }

        private void library(Canonical canonical) {
            if (!seen.add(canonical) || isCurrent(canonical)) {
                return;
            }
            stored.find("Library", canonical).map(Library.class::cast).ifPresent(library -> {
                add(library);
                String text = new String(library.getContentFirstRep().getData(), StandardCharsets.UTF_8);
                cql.add(new CqlText(canonical.tail() + "-" + canonical.version() + ".cql", text));
                String base = canonical.url().substring(0, canonical.url().lastIndexOf('/') + 1);
                Matcher include = INCLUDE.matcher(text);
                while (include.find()) {
                    library(new Canonical(base + include.group(1), include.group(2)));
                }
                Matcher valueSet = VALUE_SET.matcher(text);
                while (valueSet.find()) {
                    other("ValueSet", new Canonical(valueSet.group(1), valueSet.group(2)));
                }
            });
        }

        private void other(String type, Canonical canonical) {
            if (seen.add(canonical) && !isCurrent(canonical)) {
                stored.find(type, canonical).ifPresent(this::add);
            }
        }

        private boolean isCurrent(Canonical canonical) {
            return content.resources().stream()
                    .anyMatch(file -> file.canonical().equals(canonical.url())
                            && file.version().equals(canonical.version()));
        }
    }
}
