package org.precept.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.precept.determination.Authorization;
import org.precept.policy.DateRange;
import org.precept.record.FiledItem;
import org.precept.record.Holding.Part;
import org.precept.record.ItemStatus;
import org.precept.record.RequestFile;
import org.precept.record.RequestFile.Extension;
import org.precept.record.RequestFile.RequestClock;

/** Files of requests, and approvals taken back, in both databases. */
class JdbcRequestFilesTest extends OneProcessTest {

    private static final Instant RECEIVED = Instant.parse("2026-11-16T10:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 12, 1);

    private Process given(Database database) {
        return given(database, Clock.systemUTC());
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void aFileIsFoundByEverythingThatEverNamedIt(Database database) {
        JdbcRequestFiles files = given(database).files;
        RequestFile first = file("file-1", 1, "claim-1", RECEIVED, pended(1, "TR1"), pended(2, null));
        files.add(first, Set.of("urn:uuid:1", "urn:a|b"));
        RequestFile second =
                file("file-1", 2, "claim-2", RECEIVED, approved(1, "PA1"), pended(2, "TR2"), pended(3, "TR3"));

        assertThat(files.find("file-1")).contains(first);
        files.replace(second, Set.of("urn:uuid:2"));

        assertThat(files.find("file-1")).contains(second);
        for (String number : List.of("TR1", "PA1", "TR2", "TR3")) {
            assertThat(files.ofNumber(number)).as(number).contains(second);
        }
        assertThat(files.ofClaim("claim-1")).contains(second);
        assertThat(files.ofClaim("claim-2")).contains(second);
        for (String name : List.of("urn:uuid:1", "urn:uuid:2", "urn:a|b")) {
            assertThat(files.named("mmm", "M1", name)).as(name).containsExactly(second);
        }
        assertThat(files.named("mmm", "M2", "urn:uuid:1")).isEmpty();
        assertThat(files.named("mmm", "M1", "")).isEmpty();
        assertThat(files.ofNumber("PA2")).isEmpty();
        assertThat(files.find("file-2")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void onlyTheNextVersionReplacesAFile(Database database) {
        JdbcRequestFiles files = given(database).files;
        RequestFile file = file("file-1", 1, "claim-1", RECEIVED, pended(1, "TR1"));
        files.add(file, Set.of());
        files.replace(file("file-1", 2, "claim-1", RECEIVED, approved(1, "PA1")), Set.of());

        assertThatThrownBy(() -> files.replace(file("file-1", 2, "claim-1", RECEIVED, pended(1, "TR1")), Set.of()))
                .isInstanceOf(ConcurrentModificationException.class);

        assertThat(files.find("file-1").orElseThrow().pended()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void filesAreListedByMemberDueTimeAndReceipt(Database database) {
        JdbcRequestFiles files = given(database).files;
        RequestFile early = file("b", 1, "claim-1", RECEIVED, pended(1, "TR1"));
        RequestFile decided = file("a", 1, "claim-2", RECEIVED.plusSeconds(1), approved(1, "PA1"));
        RequestFile late = file("c", 1, "claim-3", RECEIVED.plusSeconds(2), pended(1, "TR2"), approved(2, "PA1"));
        List.of(early, decided, late).forEach(file -> files.add(file, Set.of()));

        assertThat(files.ofMember("mmm", "M1")).containsExactly(late, decided, early);
        assertThat(files.ofNumber("PA1")).contains(late);
        Instant due = RECEIVED.plus(Duration.ofDays(8));
        assertThat(files.pendedDueBefore(due, 10)).containsExactly(early, late);
        assertThat(files.pendedDueBefore(due, 1)).containsExactly(early);
        assertThat(files.pendedDueBefore(early.clock().dueAt(), 10)).isEmpty();
        List<RequestFile> received = new ArrayList<>();
        files.receivedBetween(RECEIVED, RECEIVED.plusSeconds(2), received::add);
        assertThat(received).containsExactly(early, decided);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void manyFilesOfATimeAreTakenOnceEachTheEarliestFirst(Database database) {
        JdbcRequestFiles files = given(database).files;
        List<String> ids = IntStream.range(0, 1203)
                .mapToObj(number -> "%04d".formatted(number))
                .toList();
        process.transaction.executeWithoutResult(status -> ids.forEach(id -> {
            // Some hundreds of them arrive in the same moment.
            Instant received = RECEIVED.plusSeconds(Integer.parseInt(id) / 400);
            String denied = id.endsWith("7") ? "0001" : null;
            files.add(appeal(denied, id, 1, "claim-" + id, received, pended(1, "TR1")), Set.of());
        }));

        List<String> all = new ArrayList<>();
        List<String> appeals = new ArrayList<>();
        files.receivedBetween(RECEIVED, RECEIVED.plusSeconds(3), file -> all.add(file.id()));
        files.appealsBetween(RECEIVED, RECEIVED.plusSeconds(3), file -> appeals.add(file.id()));

        assertThat(all).isEqualTo(ids.subList(0, 1200));
        assertThat(appeals)
                .isEqualTo(all.stream().filter(id -> id.endsWith("7")).toList());
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void whatStandsOfAProductIsFoundAndWhatIsDueCounted(Database database) {
        JdbcRequestFiles files = given(database).files;
        RequestFile pended = file("b", 1, "claim-1", RECEIVED, pended(1, "TR1"));
        RequestFile approved = file("a", 1, "claim-2", RECEIVED.plusSeconds(1), approved(1, "PA1"));
        List.of(pended, approved).forEach(file -> files.add(file, Set.of()));
        String product = approved.items().get(0).product();
        Instant due = pended.clock().dueAt();
        boolean expedited = pended.clock().expedited();

        assertThat(files.standing("mmm", "M1", product, 10)).contains(approved);
        assertThat(files.standing("mmm", "M1", product, 1)).containsExactly(approved);
        assertThat(files.standing("mmm", "M1", "other", 10)).isEmpty();
        assertThat(files.standing("mmm", "M2", product, 10)).isEmpty();
        assertThat(files.countPendedDue(expedited, Instant.EPOCH, due)).isZero();
        assertThat(files.countPendedDue(expedited, due, due.plusMillis(1))).isOne();
        assertThat(files.countPendedDue(!expedited, Instant.EPOCH, due.plusMillis(1)))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void whatWasApprovedOnceForTwoRequestsIsFreeWhenNeitherWantsIt(Database database) {
        JdbcRequestFiles files = given(database).files;
        JdbcAuthorizations authorizations = process.authorizations;
        authorizations.add(
                "mmm",
                "M1",
                new Authorization("PA1", "lemtrada", BigDecimal.valueOf(60), DAY, new DateRange(DAY, null)),
                "claim-1",
                1);
        files.add(file("a", 1, "claim-1", RECEIVED, approved(1, "PA1")), Set.of());
        files.add(file("b", 1, "claim-2", RECEIVED, approved(1, "PA1")), Set.of());

        end(authorizations, "a", Part.NONE.ending(BigDecimal.valueOf(60)));
        assertThat(authorizations.of("mmm", "M1").authorizations()).hasSize(1);
        files.replace(file("a", 2, "claim-1", RECEIVED, pended(1, "TR1")), Set.of());

        end(authorizations, "b", Part.NONE.ending(BigDecimal.valueOf(60)));
        assertThat(authorizations.of("mmm", "M1").authorizations()).isEmpty();
        assertThat(authorizations.holding("PA1")).isEmpty();
        assertThat(authorizations.holding("PA2")).isEmpty();
    }

    private static void end(JdbcAuthorizations authorizations, String file, Part part) {
        authorizations.keep(authorizations.holding("PA1").orElseThrow().settled(file, part));
    }

    private static RequestFile file(String id, int version, String claim, Instant received, FiledItem... items) {
        return appeal(null, id, version, claim, received, items);
    }

    /** @param denied id of the file whose denial it appeals; null: it is no appeal */
    private static RequestFile appeal(
            @Nullable String denied, String id, int version, String claim, Instant received, FiledItem... items) {
        return new RequestFile(
                id,
                version,
                "mmm",
                "M1",
                claim,
                "response-" + claim,
                "2.2.1",
                Set.of("sender", "urn:system|\"quoted\""),
                Set.of("1234567893"),
                new RequestClock(
                        false,
                        received.minusSeconds(60),
                        received,
                        received.plus(Duration.ofDays(7)),
                        version == 1 ? null : new Extension(received, "nora", "Records are awaited.")),
                denied,
                List.of(items));
    }

    private static FiledItem pended(int sequence, @Nullable String number) {
        return new FiledItem(
                sequence, ItemStatus.PENDED_REVIEW, number, "0V", "nurse", null, null, null, null, DAY, null, RECEIVED);
    }

    private static FiledItem approved(int sequence, String number) {
        return new FiledItem(
                sequence,
                ItemStatus.APPROVED,
                number,
                null,
                null,
                "https://precept.example/fhir/PlanDefinition/x|1.0.0",
                "initial",
                "lemtrada",
                BigDecimal.valueOf(60),
                DAY,
                "nora",
                RECEIVED);
    }
}
