package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.precept.determination.Authorization;
import org.precept.record.FiledItem;
import org.precept.record.ItemStatus;
import org.precept.record.RequestFile;
import org.precept.support.PasBundle;
import org.precept.support.UpdateBundle;

/**
 * Requests and updates that arrive late, twice and in the wrong order: the ledger always holds what the files say is approved,
 * a refusal changes nothing, a repetition gets its answer, and in the end every request stands as its sender wants it.
 */
class UpdatePropertiesTest extends PasDoor {

    private static final int STEPS = 40;
    private static final BigDecimal LIMIT = BigDecimal.valueOf(60);

    private final Map<Bundle, String> answered = new HashMap<>();
    private final List<Bundle> delayed = new ArrayList<>();
    private final List<Bundle> latest = new ArrayList<>();
    private Random random = new Random(0);

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 12);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void arrivesWhereItsSendersMean(long seed) {
        random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            engine.says("diagnosis", Arrays.asList(true, true, false, null).get(random.nextInt(4)));
            switch (random.nextInt(5)) {
                case 0 -> send(request());
                case 1, 2 -> update();
                case 3 -> again();
                default -> late();
            }
        }
        while (!delayed.isEmpty()) {
            int waiting = delayed.size();
            new ArrayList<>(delayed).forEach(this::deliver);
            assertThat(delayed)
                    .as("what comes late is taken once all before it has come")
                    .hasSizeLessThan(waiting);
        }

        assertThat(memory.files.all()).hasSize(latest.size());
        latest.forEach(this::assertStands);
    }

    private Bundle request() {
        PasBundle request = PasBundle.of("mmm", "M1").diagnosis("G35.A");
        for (int i = 0; i <= random.nextInt(2); i++) {
            request.item("J0202", units(), "22", day());
        }
        Bundle bundle = request.build();
        latest.add(bundle);
        return bundle;
    }

    private void update() {
        List<Integer> alive = new ArrayList<>();
        for (int i = 0; i < latest.size(); i++) {
            if (!wanted(latest.get(i)).isEmpty()) {
                alive.add(i);
            }
        }
        if (alive.isEmpty()) {
            return;
        }
        int which = alive.get(random.nextInt(alive.size()));
        List<Integer> items = wanted(latest.get(which));
        int item = items.get(random.nextInt(items.size()));
        UpdateBundle update = UpdateBundle.of(latest.get(which));
        Bundle sent = switch (random.nextInt(6)) {
            case 0, 1 -> update.units(item, units()).build();
            case 2, 3 -> update.add(day(), units()).build();
            case 4 -> update.cancel(item).build();
            default -> update.build();
        };
        latest.set(which, sent);
        send(sent);
    }

    /** Delivers now, or later; what follows it may then come before it. */
    private void send(Bundle bundle) {
        delayed.add(bundle);
        if (random.nextInt(3) > 0) {
            deliver(bundle);
        }
    }

    private void late() {
        if (!delayed.isEmpty()) {
            deliver(delayed.get(random.nextInt(delayed.size())));
        }
    }

    private void again() {
        List<Bundle> all = new ArrayList<>(answered.keySet());
        if (!all.isEmpty()) {
            Bundle bundle = all.get(random.nextInt(all.size()));
            Map<String, BigDecimal> before = ledger();

            assertThat(service.submit(bytes(bundle), BASE, PasEdition.R2_2)).isEqualTo(answered.get(bundle));

            assertThat(ledger()).isEqualTo(before);
        }
    }

    private void deliver(Bundle bundle) {
        Map<String, BigDecimal> ledger = ledger();
        List<RequestFile> files = memory.files.all();
        String answer = service.submit(bytes(bundle), BASE, PasEdition.R2_2);
        ClaimResponse response = response(parse(answer));
        if (response.getOutcome() == RemittanceOutcome.ERROR) {
            assertThat(ledger()).as("refused").isEqualTo(ledger);
            assertThat(memory.files.all()).isEqualTo(files);
            return;
        }
        answered.put(bundle, answer);
        delayed.remove(bundle);
        assertThat(response.getItem())
                .extracting(ClaimResponse.ItemComponent::getItemSequence)
                .isEqualTo(claim(bundle).getItem().stream()
                        .map(Claim.ItemComponent::getSequence)
                        .toList());
        assertThat(ledger()).as("what the files say is approved").isEqualTo(approved());
        assertThat(ledger().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                .isLessThanOrEqualTo(LIMIT);
    }

    private void assertStands(Bundle last) {
        String name = last.getEntryFirstRep().getFullUrl();
        RequestFile file = memory.files.named("mmm", "M1", name).get(0);
        Set<Integer> wanted = Set.copyOf(wanted(last));
        assertThat(file.items())
                .extracting(FiledItem::sequence)
                .hasSameElementsAs(claim(last).getItem().stream()
                        .map(Claim.ItemComponent::getSequence)
                        .toList());
        assertThat(file.items())
                .allSatisfy(item ->
                        assertThat(item.status() == ItemStatus.CANCELLED).isEqualTo(!wanted.contains(item.sequence())));
        assertThat(open.open(file).request().claimUrl()).isEqualTo(name);
    }

    private Map<String, BigDecimal> ledger() {
        return memory.approvals().stream()
                .collect(Collectors.toMap(Authorization::number, Authorization::units, BigDecimal::add, TreeMap::new));
    }

    private Map<String, BigDecimal> approved() {
        Map<String, BigDecimal> approved = new TreeMap<>();
        for (RequestFile file : memory.files.all()) {
            for (FiledItem item : file.items()) {
                if (item.status() == ItemStatus.APPROVED) {
                    approved.merge(item.number(), item.units(), BigDecimal::add);
                }
            }
        }
        return approved;
    }

    private int units() {
        return 1 + random.nextInt(20);
    }

    private String day() {
        return "2027-0" + (1 + random.nextInt(6)) + "-1" + random.nextInt(9);
    }

    /** Sequences of the items that are not cancelled. */
    private static List<Integer> wanted(Bundle bundle) {
        return claim(bundle).getItem().stream()
                .filter(item -> !Cancellation.of(item))
                .map(Claim.ItemComponent::getSequence)
                .toList();
    }

    private static Claim claim(Bundle bundle) {
        return (Claim) bundle.getEntryFirstRep().getResource();
    }
}
