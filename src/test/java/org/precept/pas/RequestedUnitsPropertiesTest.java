package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.precept.determination.Authorization;
import org.precept.record.FiledItem;
import org.precept.record.ItemStatus;
import org.precept.record.RequestFile;
import org.precept.support.UpdateBundle;

/**
 * Requests, their updates, cancellations and repetitions in any order: what is on file is what stands approved, never more than
 * the limit, and an update that changes nothing changes nothing.
 */
class RequestedUnitsPropertiesTest extends PasDoor {
    private static final int STEPS = 25;
    private static final int LIMIT = 60;

    private final List<Bundle> latest = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsOnFileIsWhatStandsApproved(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            String done = step(random);
            assertHolds("seed " + seed + ", step " + step + ": " + done);
        }
        assertThat(memory.files.all().stream().flatMap(file -> file.items().stream()))
                .extracting(FiledItem::status)
                .as("something was approved in the course of seed " + seed)
                .contains(ItemStatus.CANCELLED);
    }

    private String step(Random random) {
        int units = 12 * (1 + random.nextInt(5));
        if (latest.isEmpty() || random.nextInt(4) == 0) {
            Bundle request = lemtrada(units).build();
            submit(request);
            latest.add(request);
            return "request of " + units;
        }
        int which = random.nextInt(latest.size());
        switch (random.nextInt(4)) {
            case 0:
                return update(
                        which,
                        UpdateBundle.of(latest.get(which)).units(1, units).build(),
                        "update to " + units);
            case 1:
                return update(
                        which, UpdateBundle.of(latest.get(which)).cancel(1).build(), "cancellation");
            case 2:
                return unchanged(which);
            default:
                submit(latest.get(which));
                return "repetition";
        }
    }

    private String unchanged(int which) {
        List<Authorization> before = List.copyOf(memory.approvals());
        String done = update(which, UpdateBundle.of(latest.get(which)).build(), "update without a change");
        // A pended item is decided again, and may be approved now; what was approved stays as it was.
        assertThat(memory.approvals()).as(done).containsAll(before);
        return done;
    }

    private String update(int which, Bundle update, String what) {
        ClaimResponse answer = response(submit(update));
        if (answer.hasError()) {
            return what + ", refused";
        }
        latest.set(which, update);
        return what;
    }

    private void assertHolds(String where) {
        BigDecimal standing = BigDecimal.ZERO;
        for (RequestFile file : memory.files.all()) {
            for (FiledItem item : file.items()) {
                boolean approved = item.status() == ItemStatus.APPROVED;
                List<Authorization> onFile = memory.approvals().stream()
                        .filter(each -> each.number().equals(item.number()))
                        .toList();
                assertThat(onFile).as(where).hasSize(approved ? 1 : 0);
                if (approved) {
                    assertThat(onFile.get(0).units()).as(where).isEqualByComparingTo(item.units());
                    standing = standing.add(item.units());
                }
            }
        }
        assertThat(memory.of("mmm", "M1").used("lemtrada", java.time.LocalDate.of(2026, 12, 1), 365))
                .as(where)
                .isEqualByComparingTo(standing)
                .isLessThanOrEqualTo(BigDecimal.valueOf(LIMIT));
    }
}
