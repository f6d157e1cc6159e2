package org.precept.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.precept.determination.Authorization;
import org.precept.policy.DateRange;
import org.precept.record.Account;
import org.precept.record.FiledItem;
import org.precept.record.Holding;
import org.precept.record.Holding.Part;
import org.precept.record.ItemStatus;
import org.precept.record.RequestFile;
import org.precept.record.RequestFile.RequestClock;

/** Whatever is approved, asked for, changed and given back, in any order: authorized is used and left, no unit counts twice. */
class LedgerPropertiesTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final String NUMBER = "PA";
    private static final int RUNS = 12;
    private static final int STEPS = 25;

    private Process process;
    private Random random;
    private String member;

    /** What should be on file of the one approval: what nobody asked for, and what each file did. */
    private int free;

    private boolean over;
    private final Map<String, Integer> parts = new LinkedHashMap<>();
    private final Map<String, Integer> versions = new LinkedHashMap<>();

    @ParameterizedTest
    @EnumSource(Database.class)
    void authorizedIsUsedAndLeft(Database database) {
        try (Process opened = new Process(Process.newDatabase(database), Clock.systemUTC())) {
            process = opened;
            for (long seed = 1; seed <= RUNS; seed++) {
                random = new Random(seed);
                member = "M" + seed;
                sign(1 + random.nextInt(60));
                for (int step = 0; step < STEPS && !over; step++) {
                    step();
                    assertHolds("seed " + seed + ", step " + step);
                }
            }
        }
    }

    private void sign(int units) {
        parts.clear();
        versions.clear();
        over = false;
        free = units;
        process.authorizations.add(
                "mmm",
                member,
                new Authorization(
                        number(), "lemtrada", BigDecimal.valueOf(units), DAY, new DateRange(DAY, DAY.plusYears(1))),
                "claim-signed-" + member,
                1);
        process.authorizations.markUnsolicited(number());
        file("signed-" + member, units);
    }

    private void step() {
        List<String> asking = List.copyOf(parts.keySet());
        String file = asking.isEmpty() ? "" : asking.get(random.nextInt(asking.size()));
        switch (random.nextInt(6)) {
            case 0, 1 -> {
                if (free > 0) {
                    ask("file-" + member + "-" + versions.size(), 1 + random.nextInt(free));
                }
            }
            case 2 -> {
                if (!file.isEmpty()) {
                    ask(file, 1 + random.nextInt(free + parts.get(file)));
                }
            }
            case 3 -> {
                if (!file.isEmpty()) {
                    leave(file);
                }
            }
            case 4 -> {
                if (free > 0 && random.nextBoolean()) {
                    takeBack(1 + random.nextInt(free));
                }
            }
            default -> {
                if (random.nextInt(5) == 0
                        && process.files.find("signed-" + member).orElseThrow().version() == 1) {
                    cancelSigned();
                }
            }
        }
    }

    private void ask(String file, int units) {
        Part part = Part.NONE.asking(BigDecimal.valueOf(units));
        process.authorizations.keep(holding().settled(parts.containsKey(file) ? file : null, part));
        free += parts.getOrDefault(file, 0) - units;
        parts.put(file, units);
        file(file, units);
    }

    private void leave(String file) {
        int gone = parts.remove(file);
        keep(holding().settled(file, Part.NONE.ending(BigDecimal.valueOf(gone))));
        file(file, 0);
    }

    private void takeBack(int units) {
        free -= units;
        keep(holding().takenBack(BigDecimal.valueOf(units)));
    }

    /** Frees what nobody asked for, and nothing else. */
    private void cancelSigned() {
        free = 0;
        keep(holding().settled("signed-" + member, Part.NONE.ending(BigDecimal.valueOf(60))));
        file("signed-" + member, 0);
    }

    private void keep(Holding holding) {
        process.authorizations.keep(holding);
        over = holding.over();
        assertThat(over).isEqualTo(free == 0 && parts.isEmpty());
    }

    private Holding holding() {
        return process.authorizations.holding(number()).orElseThrow();
    }

    private String number() {
        return NUMBER + member;
    }

    /** @param units zero: it stands on the approval no longer */
    private void file(String id, int units) {
        int version = versions.merge(id, 1, Integer::sum);
        RequestFile file = new RequestFile(
                id,
                version,
                "mmm",
                member,
                version == 1 ? "claim-" + id : "claim-" + id + "-" + version,
                "response-" + id,
                "2.2.1",
                Set.of(),
                Set.of(),
                new RequestClock(false, NOW, NOW, NOW, null),
                null,
                List.of(new FiledItem(
                        1,
                        units == 0 ? ItemStatus.CANCELLED : ItemStatus.APPROVED,
                        number(),
                        null,
                        null,
                        null,
                        null,
                        "lemtrada",
                        BigDecimal.valueOf(units),
                        DAY,
                        null,
                        NOW)));
        if (version == 1) {
            process.files.add(file, Set.of());
        } else {
            process.files.replace(file, Set.of("next"));
        }
    }

    private void assertHolds(String where) {
        int used = parts.values().stream().mapToInt(Integer::intValue).sum();
        List<Account> all = new JdbcAccounts(process.jdbc).of("mmm", member);
        assertThat(all).as(where).singleElement().satisfies(account -> {
            assertThat(account.cancelledAt() != null).isEqualTo(over);
            assertThat(account.authorized()).isEqualByComparingTo(BigDecimal.valueOf(used + free));
            assertThat(account.used()).isEqualByComparingTo(BigDecimal.valueOf(used));
            assertThat(account.left()).isEqualByComparingTo(BigDecimal.valueOf(free));
        });
        assertThat(process.authorizations.of("mmm", member).used("lemtrada", DAY, 365))
                .as(where)
                .isEqualByComparingTo(BigDecimal.valueOf(used + free));
        assertThat(process.authorizations.unrequested("mmm", member).used("lemtrada", DAY, 365))
                .as(where)
                .isEqualByComparingTo(BigDecimal.valueOf(free));
    }
}
