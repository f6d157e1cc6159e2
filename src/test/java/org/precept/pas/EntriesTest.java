package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;

/** References find entries as FHIR says, and never more than they mean. */
class EntriesTest {

    @Test
    void findsByFullUrlWhateverItsForm() {
        Entries entries = entries(
                entry("urn:uuid:0d1f5b3e-6d3c-4f0e-9d11-7d2f7d5d8a01", "a"),
                entry("https://ehr.example/fhir/Patient/b", "b"));

        assertThat(found(entries, "urn:uuid:0d1f5b3e-6d3c-4f0e-9d11-7d2f7d5d8a01", null))
                .containsExactly(0);
        assertThat(found(entries, "https://ehr.example/fhir/Patient/b", null)).containsExactly(1);
        assertThat(found(entries, "https://ehr.example/fhir/Patient/b/_history/3", null))
                .containsExactly(1);
    }

    @Test
    void resolvesRelativeReferencesAgainstTheBaseOfWhoHoldsThem() {
        Entries entries = entries(
                entry("https://one.example/fhir/Patient/1", "1"), entry("https://two.example/fhir/Patient/1", "1"));

        assertThat(found(entries, "Patient/1", "https://two.example/fhir/Claim/9"))
                .containsExactly(1);
        assertThat(found(entries, "Patient/1", "urn:uuid:0d1f5b3e-6d3c-4f0e-9d11-7d2f7d5d8a01"))
                .as("ambiguous")
                .containsExactly(0, 1);
    }

    @Test
    void takesTypeAndIdWhereTheHolderHasNoBase() {
        Entries entries = entries(entry("urn:uuid:0d1f5b3e-6d3c-4f0e-9d11-7d2f7d5d8a01", "1"));

        assertThat(found(entries, "Patient/1", "urn:uuid:0d1f5b3e-6d3c-4f0e-9d11-7d2f7d5d8a02"))
                .containsExactly(0);
        assertThat(found(entries, "Practitioner/1", null)).isEmpty();
        assertThat(found(entries, "https://elsewhere.example/fhir/Patient/1", null))
                .isEmpty();
    }

    private static Iterable<Integer> found(Entries entries, String reference, String from) {
        return entries.find(reference, from).stream()
                .map(Entries.Entry::position)
                .toList();
    }

    private static Entries entries(Bundle.BundleEntryComponent... entries) {
        Bundle bundle = new Bundle();
        for (Bundle.BundleEntryComponent entry : entries) {
            bundle.addEntry(entry);
        }
        return new Entries(bundle);
    }

    private static Bundle.BundleEntryComponent entry(String fullUrl, String id) {
        Resource patient = new Patient();
        patient.setId(id);
        return new Bundle.BundleEntryComponent().setFullUrl(fullUrl).setResource(patient);
    }
}
