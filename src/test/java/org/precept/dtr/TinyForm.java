package org.precept.dtr;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Expression;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.RelatedArtifact.RelatedArtifactType;
import org.hl7.fhir.r4.model.ValueSet;
import org.precept.fhir.Canonical;

/** A form of a few items with the content it depends on, for tests. */
final class TinyForm implements FormContent {
    static final String BASE = "https://precept.example/fhir/";
    static final String COLOURS = "https://precept.example/fhir/CodeSystem/colours";

    private final Map<String, MetadataResource> content = new HashMap<>();
    final Questionnaire questionnaire = new Questionnaire();

    TinyForm() {
        questionnaire.setUrl(BASE + "Questionnaire/tiny").setVersion("1.0.0");
        questionnaire.addExtension(new Extension(Dtr.CQF_LIBRARY, new CanonicalType(BASE + "Library/Tiny|1.0.0")));
        put(questionnaire);
        put(library("Tiny", "Library/Shared", "ValueSet/many", "ValueSet/colours|1.0.0", "CodeSystem/colours"));
        put(library("Shared", "Library/Tiny|1.0.0", "ValueSet/colours"));
        put(valueSet("colours", 3));
        put(valueSet("many", 40));
    }

    QuestionnaireItemComponent item(String linkId, QuestionnaireItemType type) {
        QuestionnaireItemComponent item = new QuestionnaireItemComponent();
        item.setLinkId(linkId).setText("About " + linkId).setType(type);
        return item;
    }

    QuestionnaireItemComponent filled(String linkId, QuestionnaireItemType type) {
        QuestionnaireItemComponent item = item(linkId, type);
        Expression expression = new Expression();
        expression.setLanguage(CqlIdentifier.LANGUAGE);
        expression.setExpression("\"" + linkId + " prefill\"");
        item.addExtension(new Extension(Dtr.INITIAL_EXPRESSION, expression));
        return item;
    }

    QuestionnaireItemComponent add(QuestionnaireItemComponent item) {
        questionnaire.addItem(item);
        return item;
    }

    private void put(MetadataResource resource) {
        content.put(resource.getUrl(), resource);
    }

    private static Library library(String name, String... dependsOn) {
        Library library = new Library();
        library.setName(name).setUrl(BASE + "Library/" + name).setVersion("1.0.0");
        for (String dependency : dependsOn) {
            library.addRelatedArtifact().setType(RelatedArtifactType.DEPENDSON).setResource(BASE + dependency);
        }
        return library;
    }

    private static ValueSet valueSet(String name, int codes) {
        ValueSet set = new ValueSet();
        set.setUrl(BASE + "ValueSet/" + name).setVersion("1.0.0");
        for (int i = 0; i < codes; i++) {
            set.getExpansion().addContains().setSystem(COLOURS).setCode("c" + i).setDisplay("Colour " + i);
        }
        return set;
    }

    @Override
    public Optional<Questionnaire> questionnaire(Canonical canonical) {
        return find(canonical, Questionnaire.class);
    }

    @Override
    public Optional<Library> library(Canonical canonical) {
        return find(canonical, Library.class);
    }

    @Override
    public Optional<ValueSet> valueSet(Canonical canonical) {
        return find(canonical, ValueSet.class);
    }

    private <T extends MetadataResource> Optional<T> find(Canonical canonical, Class<T> type) {
        return Optional.ofNullable(content.get(canonical.url()))
                .filter(type::isInstance)
                .map(type::cast)
                .filter(found -> new Canonical(found.getUrl(), found.getVersion()).matches(canonical));
    }
}
