package org.precept.dtr;

import ca.uhn.fhir.context.FhirContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.precept.policy.ContentFile;
import org.precept.policy.Form;
import org.precept.support.RealContent;

class ScratchSizesTest {
    @Test
    void sizes() throws Exception {
        LoadedForms forms = new LoadedForms(
                RealContent.files().stream().map(ContentFile::resource).toList(),
                RealContent.libraries(),
                resource -> Optional.empty());
        for (Form form : RealContent.policies().questionnaires().all()) {
            ClosedPackage closed = PackageCloser.close(form.questionnaire(), forms, LocalDate.of(2026, 11, 22));
            DraftResponse draft = new DraftResponse(
                    new Reference("Patient/pat-1"),
                    new Reference("Coverage/cov-1"),
                    List.of(new Reference("MedicationRequest/order-1")),
                    java.time.Instant.parse("2026-03-01T10:00:00Z"));
            PackageAnswer answer = new PackageAnswer(FhirContext.forR4Cached(), DtrEdition.R2_2);
            answer.add(
                    EncodedForm.of(closed, DtrEdition.R2_2, FhirContext.forR4Cached()), draft.of(closed, List.of()), draft.authored());
            byte[] json = answer.json();
            String id = form.questionnaire().getIdElement().getIdPart();
            Files.write(Path.of("/tmp/logic/" + id + ".json"), json);
            System.out.println("SIZE " + id + " " + json.length);
            closed.libraries()
                    .forEach(l -> System.out.println("   LIB " + l.getName() + " cql "
                            + l.getContent().get(0).getData().length + " elm "
                            + l.getContent().get(1).getData().length));
            int vs = closed.valueSets().stream()
                    .mapToInt(v -> FhirContext.forR4Cached()
                            .newJsonParser()
                            .encodeResourceToString(v)
                            .length())
                    .sum();
            System.out.println("   VS " + closed.valueSets().size() + " bytes " + vs);
        }
    }
}
