package org.precept.dtr;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.RelatedArtifact;
import org.hl7.fhir.r4.model.RelatedArtifact.RelatedArtifactType;
import org.hl7.fhir.r4.model.UrlType;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionContainsComponent;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Canonical;

/**
 * Gathers what a form depends on, recursively, and gives every reference the version that was found (DTR 2.2 oper-12 to
 * oper-16). One instance closes one form.
 */
public final class PackageCloser {
    private final FormContent content;
    private final LocalDate today;
    private final DtrEdition edition;
    private final Map<Canonical, Library> libraries = new LinkedHashMap<>();
    private final Map<Canonical, ValueSet> valueSets = new LinkedHashMap<>();
    private final Map<String, List<Coding>> options = new HashMap<>();
    private final Set<Canonical> unresolved = new LinkedHashSet<>();
    private @Nullable Instant changed;

    private PackageCloser(FormContent content, LocalDate today, DtrEdition edition) {
        this.content = content;
        this.today = today;
        this.edition = edition;
    }

    /** The form as the newest edition wants it. */
    static ClosedPackage close(Questionnaire stored, FormContent content, LocalDate today) {
        return close(stored, content, today, DtrEdition.R2_2);
    }

    /**
     * The form with all that it depends on.
     *
     * @param stored the form as loaded; not changed
     * @param content where its dependencies are
     * @param today the day that expansions are for
     * @param edition says which value sets are sent expanded; the form itself is not yet in its words
     */
    public static ClosedPackage close(Questionnaire stored, FormContent content, LocalDate today, DtrEdition edition) {
        return new PackageCloser(content, today, edition).close(stored);
    }

    /**
     * An adaptive form with all that the questions of its static form may need later (DTR 2.2 spec-29, spec-34).
     *
     * @param stored the adaptive form as loaded; not changed
     * @param questions the static form; not changed
     * @param address where {@code $next-question} is called: the base of this server's FHIR API
     */
    static ClosedPackage closeAdaptive(
            Questionnaire stored,
            Questionnaire questions,
            FormContent content,
            LocalDate today,
            DtrEdition edition,
            String address) {
        PackageCloser closer = new PackageCloser(content, today, edition);
        Questionnaire form = stored.copy();
        closer.loaded(form);
        form.getExtensionsByUrl(Dtr.ADAPTIVE).forEach(extension -> extension.setValue(new UrlType(address)));
        Questionnaire needed = closer.completed(questions);
        needed.getExtensionsByUrl(Dtr.CQF_LIBRARY).forEach(library -> form.addExtension(library.copy()));
        return closer.closed(form);
    }

    private ClosedPackage close(Questionnaire stored) {
        return closed(completed(stored));
    }

    /** The form with a version in every reference; notes what it needs. */
    private Questionnaire completed(Questionnaire stored) {
        Questionnaire form = stored.copy();
        loaded(form);
        for (Extension extension : form.getExtensionsByUrl(Dtr.CQF_LIBRARY)) {
            if (extension.getValue() instanceof CanonicalType reference) {
                library(reference);
            }
        }
        form.getItem().forEach(this::item);
        AlternativeExpressions.add(form);
        return form;
    }

    private ClosedPackage closed(Questionnaire form) {
        return new ClosedPackage(
                new Canonical(form.getUrl(), form.getVersion()),
                form,
                List.copyOf(libraries.values()),
                List.copyOf(valueSets.values()),
                options,
                changed,
                List.copyOf(unresolved));
    }

    private void item(QuestionnaireItemComponent item) {
        if (item.hasAnswerValueSet()) {
            valueSet(item.getAnswerValueSetElement()).ifPresent(set -> options.put(item.getLinkId(), codings(set)));
        } else if (item.hasAnswerOption()) {
            List<Coding> offered = item.getAnswerOption().stream()
                    .filter(Questionnaire.QuestionnaireItemAnswerOptionComponent::hasValueCoding)
                    .map(Questionnaire.QuestionnaireItemAnswerOptionComponent::getValueCoding)
                    .toList();
            options.put(item.getLinkId(), offered);
        }
        item.getItem().forEach(this::item);
    }

    private void library(CanonicalType reference) {
        Canonical asked = Canonical.parse(reference.getValue());
        Optional<Library> found = content.library(asked);
        if (found.isEmpty()) {
            unresolved.add(asked);
            return;
        }
        Canonical exact = version(reference, found.get());
        if (libraries.containsKey(exact)) {
            return;
        }
        Library library = found.get().copy();
        loaded(library);
        libraries.put(exact, library);
        for (RelatedArtifact artifact : library.getRelatedArtifact()) {
            if (artifact.getType() == RelatedArtifactType.DEPENDSON && artifact.hasResource()) {
                dependency(artifact.getResourceElement());
            }
        }
        library.getDataRequirement().stream()
                .flatMap(requirement -> requirement.getCodeFilter().stream())
                .filter(filter -> filter.hasValueSet())
                .forEach(filter -> valueSet(filter.getValueSetElement()));
    }

    /** Only libraries and value sets have a place in the bundle; a code system or model is named, not sent. */
    private void dependency(CanonicalType reference) {
        if (reference.getValue().contains("/ValueSet/")) {
            valueSet(reference);
        } else if (reference.getValue().contains("/Library/")) {
            library(reference);
        }
    }

    private Optional<ValueSet> valueSet(CanonicalType reference) {
        Canonical asked = Canonical.parse(reference.getValue());
        Optional<ValueSet> found = content.valueSet(asked);
        if (found.isEmpty()) {
            unresolved.add(asked);
            return found;
        }
        Canonical exact = version(reference, found.get());
        if (!valueSets.containsKey(exact)) {
            ValueSet set = found.get().copy();
            loaded(set);
            set.setDescription(null); // tells authors where codes are from
            set.getExpansion().getContains().removeIf(ValueSetExpansionContainsComponent::getInactive);
            if (edition.expands(set.getExpansion().getContains().size())) {
                set.getExpansion()
                        .setTimestamp(
                                Date.from(today.atStartOfDay(ZoneOffset.UTC).toInstant()));
                withoutDefinition(set);
            } else {
                set.setExpansion(null);
            }
            valueSets.put(exact, set);
        }
        return found;
    }

    /** As {@code $expand} answers unless asked for the definition: the codes are in the expansion. */
    private static void withoutDefinition(ValueSet set) {
        set.setCompose(null).setDescription(null).setPublisher(null);
        set.setDateElement(null).setExperimentalElement(null);
    }

    private static List<Coding> codings(ValueSet set) {
        List<Coding> codings = new ArrayList<>();
        set.getExpansion()
                .getContains()
                .forEach(code -> codings.add(new Coding(code.getSystem(), code.getCode(), code.getDisplay())));
        return codings;
    }

    private static Canonical version(CanonicalType reference, MetadataResource found) {
        Canonical exact = new Canonical(found.getUrl(), found.getVersion());
        reference.setValue(exact.toString());
        return exact;
    }

    /** Takes note of when it was loaded; that and its version number here mean nothing elsewhere. */
    private void loaded(MetadataResource resource) {
        Date updated = resource.getMeta().getLastUpdated();
        if (updated != null && (changed == null || changed.isBefore(updated.toInstant()))) {
            changed = updated.toInstant();
        }
        resource.getMeta().setLastUpdated(null).setVersionId(null).setSource(null);
        if (resource.getMeta().isEmpty()) {
            resource.setMeta(null);
        }
    }
}
