package org.precept.dtr;

import org.jspecify.annotations.Nullable;
import org.precept.fhir.Canonical;
import org.precept.policy.AdaptiveForm;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.Form;

/**
 * A form in the shape in which it is wanted.
 *
 * @param form the static form
 * @param adaptive the form that asks its questions step by step, when that one is wanted; null for the static form
 */
record WantedForm(Form form, @Nullable AdaptiveForm adaptive) {

    static WantedForm of(Form form) {
        return new WantedForm(form, null);
    }

    static WantedForm of(AdaptiveForm adaptive) {
        return new WantedForm(adaptive.form(), adaptive);
    }

    /** Url and version of the form that is sent. */
    Canonical canonical() {
        return adaptive == null ? form.canonical() : adaptive.canonical();
    }

    CoveragePolicy policy() {
        return form.policy();
    }
}
