package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.precept.determination.Authorization;
import org.precept.record.RequestFile;

/** The door with what tests of updates look at. */
abstract class UpdateDoor extends PasDoor {

    static final String LATER = "2027-06-01";

    RequestFile file() {
        List<RequestFile> files = memory.files.ofMember("mmm", "M1");
        assertThat(files).hasSize(1);
        return files.get(0);
    }

    List<String> units() {
        return memory.approvals().stream()
                .map(Authorization::units)
                .map(BigDecimal::stripTrailingZeros)
                .map(BigDecimal::toPlainString)
                .toList();
    }

    static String number(ClaimResponse response, int item) {
        return review(response, item).getExtensionByUrl("number").getValue().primitiveValue();
    }

    static String extension(ClaimResponse response, int item, String url) {
        return response.getItem().get(item).getExtensionByUrl(url).getValue().primitiveValue();
    }

    static <T> List<T> all(Bundle answer, Class<T> type) {
        return answer.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    static Claim claim(Bundle bundle) {
        return (Claim) bundle.getEntryFirstRep().getResource();
    }
}
