package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.precept.determination.Authorization;
import org.precept.determination.ReviewQueue;
import org.precept.pas.ItemOutcome.Reviewed;
import org.precept.policy.DateRange;
import org.precept.record.RequestContext;
import org.precept.record.RequestContext.Kind;
import org.precept.record.RequestFile;
import org.precept.record.Review;
import org.precept.record.Reviewer;
import org.precept.support.PasBundle;
import org.precept.support.UpdateBundle;

/** The door with what tests of updates look at. */
abstract class UpdateDoor extends PasDoor {

    static final String LATER = "2027-06-01";
    private static final String ASSERTION = "0198c0de-0000-7000-8000-000000001801";
    private static final Reviewer PETER =
            new Reviewer("peter", Set.of(ReviewQueue.PHYSICIAN), "1234567893", "207R00000X");
    private static final DateRange YEAR = new DateRange(LocalDate.of(2026, 12, 1), LocalDate.of(2027, 11, 30));

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

    /** The first request that waits. */
    RequestFile pended() {
        return memory.files.all().stream()
                .filter(RequestFile::pended)
                .findFirst()
                .orElseThrow();
    }

    /**
     * A physician decides on an item.
     *
     * @param number authorization or trace number from then on
     * @param units granted, for a year; null when nothing is
     */
    void review(RequestFile file, int item, Review review, String number, @Nullable BigDecimal units) {
        changes.change(
                file.id(),
                (opened, now) -> List.of(new Reviewed(
                        opened.item(item).orElseThrow(),
                        opened.file().item(item).orElseThrow(),
                        review,
                        PETER,
                        number,
                        units == null ? null : YEAR,
                        units)));
    }

    /** The request, whose order says now that it is authorized under the number. */
    PasBundle told(PasBundle request, String number) {
        memory.remember(new RequestContext(ASSERTION, Kind.ASSERTION, "mmm", "M1", List.of(), clock.instant()));
        request.order("1594663", "12 mg daily for 5 days");
        Extension statement = request.lastOrder().addExtension().setUrl(SaidBefore.COVERAGE_INFORMATION);
        statement.addExtension("covered", new CodeType("covered"));
        statement.addExtension("satisfied-pa-id", new StringType(number));
        statement.addExtension("coverage-assertion-id", new StringType(ASSERTION));
        return request;
    }

    /** An update of what was signed, by who ordered it. */
    static UpdateBundle ofSigned(RequestFile signed) {
        UpdateBundle update = UpdateBundle.of(
                lemtrada(60).organizationNpi(PasBundle.PRACTITIONER_NPI).build());
        update.claimToChange().getRelatedFirstRep().setClaim(new Reference("Claim/" + signed.claimId()));
        return update;
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
