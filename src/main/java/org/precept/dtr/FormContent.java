package org.precept.dtr;

import java.util.Optional;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.ValueSet;
import org.precept.fhir.Canonical;

/**
 * The content that forms are made of, as loaded. What is returned is shared: copy before changing. A canonical without a
 * version means the newest.
 */
public interface FormContent {

    /** The form; empty when there is none. */
    Optional<Questionnaire> questionnaire(Canonical canonical);

    /** The library with its logic as {@code text/cql} and {@code application/elm+json}; empty when there is none. */
    Optional<Library> library(Canonical canonical);

    /** The value set with its complete expansion; empty when there is none. */
    Optional<ValueSet> valueSet(Canonical canonical);
}
