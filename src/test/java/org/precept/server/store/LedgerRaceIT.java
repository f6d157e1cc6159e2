package org.precept.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ClaimStatus;
import org.junit.jupiter.api.Test;
import org.precept.determination.Authorization;
import org.precept.policy.DateRange;
import org.precept.support.PostgresServers;
import org.precept.support.ServerTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Requests of one member that race, with their Claims in the FHIR store: on one server, and on two that share a database. */
class LedgerRaceIT extends ServerTest {

    private static final int THREADS = 10;
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final BigDecimal LIMIT = BigDecimal.valueOf(60);
    private static final BigDecimal UNITS = BigDecimal.valueOf(12);

    @Autowired
    private ApplicationContext h2;

    private final Records records = new Records();

    @Test
    void oneServerOnH2() throws Exception {
        Stores stores = new Stores(h2);

        race(List.of(stores, stores));
    }

    @Test
    void twoServersOnOnePostgres() throws Exception {
        race(List.of(new Stores(PostgresServers.first()), new Stores(PostgresServers.second())));
    }

    private void race(List<Stores> servers) throws Exception {
        records.patient("mmm");
        servers.get(0).store(records);
        List<String> numbers = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Future<String>> requests = new ArrayList<>();
            for (int index = 0; index < THREADS; index++) {
                Stores server = servers.get(index % 2);
                String claim = records.id("claim-" + index);
                requests.add(pool.submit(() -> {
                    start.await();
                    return request(server, claim);
                }));
            }
            for (Future<String> request : requests) {
                numbers.add(request.get());
            }
        } finally {
            pool.shutdownNow();
        }

        numbers.removeIf(String::isEmpty);
        assertThat(numbers).hasSize(5).doesNotHaveDuplicates();
        assertThat(servers.get(1).authorizations.of("mmm", records.number()).used("lemtrada", DAY, 365))
                .isEqualByComparingTo(LIMIT);
        assertThat(servers.get(0)
                        .jdbc
                        .queryForObject(
                                "select count(*) from hfj_resource where fhir_id like ?",
                                Integer.class,
                                records.id("claim-") + "%"))
                .isEqualTo(5);
    }

    /** Decides as a submission does: reads the member and the ledger, stores the Claim, approves while units are left. */
    private String request(Stores server, String claimId) {
        return server.authorizations.exclusively("mmm", records.number(), () -> {
            assertThat(server.find(records)).isPresent();
            BigDecimal used = server.authorizations.of("mmm", records.number()).used("lemtrada", DAY, 365);
            if (used.add(UNITS).compareTo(LIMIT) > 0) {
                return "";
            }
            Claim claim = new Claim().setStatus(ClaimStatus.ACTIVE).setPatient(records.patient());
            claim.setId("Claim/" + claimId);
            server.priorAuthorizations.store(List.of(claim));
            String number = server.authorizations.nextNumber();
            DateRange year = new DateRange(DAY, DAY.plusYears(1).minusDays(1));
            server.authorizations.add(
                    "mmm", records.number(), new Authorization(number, "lemtrada", UNITS, DAY, year), claimId, 1);
            return number;
        });
    }
}
