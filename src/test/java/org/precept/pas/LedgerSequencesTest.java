package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.precept.determination.Authorization;
import org.precept.record.Authorizations;
import org.precept.record.FiledItem;
import org.precept.record.Holding;
import org.precept.record.ItemStatus;
import org.precept.record.RequestFile;
import org.precept.record.RequestFiles;
import org.precept.record.Review;
import org.precept.server.store.LedgerStore;
import org.precept.support.PasBundle;
import org.precept.support.UpdateBundle;

/**
 * Whatever is signed, asked for, changed, withdrawn and decided, in any order, under a policy of 60 units a year: what requests
 * were told is on file, no unit is approved twice, the rules never approve more than the limit, and the ledger of the database
 * is that of the memory.
 */
class LedgerSequencesTest extends UpdateDoor {
    private static final String MEMBER = "M1";
    private static final String HIV = "hiv-negative";
    private static final BigDecimal LIMIT = BigDecimal.valueOf(60);
    private static final int STEPS = 20;

    private final LedgerStore store = new LedgerStore();

    private Random random;
    private boolean statements;
    private int steps;

    /** The last Bundle of each request, by id of its file. */
    private final Map<String, Bundle> requests = new LinkedHashMap<>();

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    Authorizations authorizations() {
        return proxy(Authorizations.class, this::both);
    }

    @Override
    RequestFiles files() {
        return proxy(RequestFiles.class, (method, arguments) -> {
            Object said = call(memory.files, method, arguments);
            if (Set.of("add", "replace").contains(method.getName())) {
                call(store.files(), method, arguments);
            }
            return said;
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void noUnitIsApprovedTwice(long seed) {
        random = new Random(seed);
        statements = seed % 3 == 0;
        for (int step = 0; step < STEPS; step++) {
            BigDecimal before = total();
            String where = "seed " + seed + ", step " + step;
            boolean person = step(where);
            assertHolds(where, person ? null : before.max(LIMIT));
        }
    }

    /** True when a person decided. */
    private boolean step(String where) {
        engine.says(HIV, random.nextInt(4) > 0);
        switch (memory.files.all().isEmpty() ? 0 : random.nextInt(12)) {
            case 0, 1, 2 -> sign();
            case 3, 4, 5 -> request();
            case 6, 7, 8 -> update();
            case 9 -> ofSigned();
            default -> {
                return review(where);
            }
        }
        return false;
    }

    private void sign() {
        engine.says(HIV, true);
        signing.approve(
                Signed.of("mmm", MEMBER).infusion("o" + ++steps, someUnits()).orders(), Duration.ofSeconds(5));
    }

    private void request() {
        PasBundle request = lemtrada(someUnits());
        if (random.nextInt(3) == 0) {
            request.item("J0202", someUnits(), "22", "2026-12-08");
        }
        List<Authorization> approvals = memory.approvals();
        if (statements && !approvals.isEmpty() && random.nextBoolean()) {
            told(request, approvals.get(random.nextInt(approvals.size())).number());
        }
        submitted(request.build());
    }

    private void submitted(Bundle bundle) {
        submit(bundle);
        List<RequestFile> all = memory.files.all();
        requests.put(all.get(all.size() - 1).id(), bundle);
    }

    private void update() {
        List<String> known = requests.keySet().stream().toList();
        if (known.isEmpty()) {
            return;
        }
        String id = known.get(random.nextInt(known.size()));
        UpdateBundle update = UpdateBundle.of(requests.get(id));
        RequestFile file = memory.files.find(id).orElseThrow();
        for (FiledItem item : file.items()) {
            if (item.status() == ItemStatus.CANCELLED || random.nextInt(3) == 0) {
                update.cancel(item.sequence());
            } else if (item.status() != ItemStatus.DENIED && random.nextBoolean()) {
                update.units(item.sequence(), someUnits());
            }
        }
        Bundle bundle = update.build();
        submit(bundle);
        if (memory.files.find(id).orElseThrow().version() > file.version()) {
            requests.put(id, bundle);
        }
    }

    /** Who ordered what was signed takes it back or changes it. */
    private void ofSigned() {
        List<RequestFile> signed = memory.files.all().stream()
                .filter(file -> !requests.containsKey(file.id()))
                .toList();
        if (signed.isEmpty()) {
            return;
        }
        UpdateBundle update = ofSigned(signed.get(random.nextInt(signed.size())));
        submit((random.nextBoolean() ? update.cancelAll() : update.units(1, someUnits())).build());
    }

    private boolean review(String where) {
        List<RequestFile> waiting = memory.files.all().stream()
                .filter(file -> file.items().stream().anyMatch(LedgerSequencesTest::isWaiting))
                .toList();
        if (waiting.isEmpty()) {
            return false;
        }
        RequestFile file = waiting.get(random.nextInt(waiting.size()));
        FiledItem item = file.items().stream()
                .filter(LedgerSequencesTest::isWaiting)
                .findFirst()
                .orElseThrow();
        BigDecimal asked = item.units();
        BigDecimal granted = switch (random.nextInt(3)) {
            case 0 -> null;
            case 1 -> BigDecimal.valueOf(6);
            default -> asked;
        };
        Review review = granted == null
                ? new Review.Deny("0M", "4", "HIV.", "Appeal within 65 days.")
                : granted.equals(asked)
                        ? new Review.Approve(null)
                        : new Review.ApproveModified(granted, null, "One course.");
        String number = granted == null ? String.valueOf(item.number()) : memory.nextNumber();
        review(file, item.sequence(), review, number, granted);
        if (!(review instanceof Review.Approve)) {
            assertThat(authorizations().unrequested("mmm", MEMBER).covering("lemtrada", item.serviceDate(), null))
                    .as(where)
                    .isEmpty();
        }
        return true;
    }

    private static boolean isWaiting(FiledItem item) {
        return item.status() == ItemStatus.PENDED_REVIEW;
    }

    private int someUnits() {
        return 12 * (1 + random.nextInt(5));
    }

    private BigDecimal total() {
        return authorizations().of("mmm", MEMBER).authorizations().stream()
                .map(Authorization::units)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private void assertHolds(String where, BigDecimal most) {
        if (most != null) {
            assertThat(total()).as(where).isLessThanOrEqualTo(most);
        }
        authorizations().unrequested("mmm", MEMBER);
        for (Authorization authorization : memory.approvals()) {
            Holding holding = authorizations().holding(authorization.number()).orElseThrow();
            List<BigDecimal> parts = holding.shares().values().stream()
                    .filter(share -> !holding.isSigned(share.claimId()))
                    .map(Holding.Share::units)
                    .toList();
            BigDecimal told = parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            if (holding.signed()) {
                assertThat(holding.requested() == null ? BigDecimal.ZERO : holding.requested())
                        .as(where)
                        .isEqualByComparingTo(told);
            } else if (!statements) {
                assertThat(authorization.units()).as(where).isEqualByComparingTo(told);
            }
            assertThat(parts).as(where).allSatisfy(part -> assertThat(part).isLessThanOrEqualTo(authorization.units()));
            if (!statements) {
                assertThat(told).as(where).isLessThanOrEqualTo(authorization.units());
            }
        }
        for (RequestFile file : memory.files.all()) {
            for (FiledItem item : file.items()) {
                if (LedgerEntries.approved(item.status())) {
                    assertThat(authorizations().holding(String.valueOf(item.number())))
                            .as(where + " " + item)
                            .isPresent();
                }
            }
        }
    }

    private interface Called {
        Object call(Method method, Object[] arguments);
    }

    /** Writes to the memory and to the database, and compares what they say. */
    private Object both(Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "exclusively" -> exclusively(arguments);
            case "nextNumber", "nextTraceNumber" -> call(memory, method, arguments);
            default -> {
                Object said = call(memory, method, arguments);
                Object stored = call(store.authorizations(), method, arguments);
                if (said != null) {
                    assertThat(stored)
                            .usingRecursiveComparison()
                            .ignoringCollectionOrder()
                            .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                            .isEqualTo(said);
                }
                yield said;
            }
        };
    }

    private Object exclusively(Object[] arguments) {
        Supplier<?> work = (Supplier<?>) arguments[arguments.length - 1];
        return store.authorizations()
                .exclusively("mmm", MEMBER, () -> (Object) memory.exclusively("mmm", MEMBER, work::get));
    }

    private static <T> T proxy(Class<T> port, Called called) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(),
                new Class<?>[] {port},
                (proxy, method, arguments) -> called.call(method, arguments)));
    }

    private static Object call(Object target, Method method, Object[] arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
