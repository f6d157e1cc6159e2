package org.precept.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.precept.determination.Authorization;
import org.precept.determination.Ledger;
import org.precept.policy.DateRange;
import org.precept.record.Authorizations;
import org.precept.record.Holding;
import org.precept.record.Holding.Share;
import org.precept.server.store.MemberTransactions.Patience;
import org.springframework.jdbc.core.JdbcTemplate;

/** The quantity ledger in {@code authorization_on_file}. */
final class JdbcAuthorizations implements Authorizations {

    private static final String OF_MEMBER = """
            select authorization_number, product, units, service_date, period_start, period_end
            from authorization_on_file
            where payer = ? and member_number = ? and cancelled_at is null
            order by service_date, authorization_number""";
    private static final String ADD = """
            insert into authorization_on_file (authorization_number, payer, member_number, product, units,
                service_date, period_start, period_end, claim_id, claim_item)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String HOLDING = """
            select a.authorization_number, a.product, a.units, a.service_date, a.period_start, a.period_end, a.claim_id,
                u.authorization_number as signed, u.requested_units
            from authorization_on_file a
                left join authorization_unsolicited u on u.authorization_number = a.authorization_number
            where a.authorization_number = ? and a.cancelled_at is null""";
    private static final String SHARES = """
            select f.id, f.claim_id, case when count(i.units) = count(*) then sum(i.units) end as units
            from request_number n
                join request_item i on i.file_id = n.file_id and i.number = n.number
                join request_file f on f.id = i.file_id
            where n.number = ? and i.status in ('APPROVED', 'MODIFIED')
            group by f.id, f.claim_id""";
    private static final String KEEP =
            "update authorization_on_file set units = ? where authorization_number = ? and cancelled_at is null";
    private static final String KEEP_REQUESTED =
            "update authorization_unsolicited set requested_units = ? where authorization_number = ?";
    private static final String CANCEL =
            "update authorization_on_file set cancelled_at = ? where authorization_number = ? and cancelled_at is null";

    private static final String MARK_UNSOLICITED =
            "insert into authorization_unsolicited (authorization_number) values (?)";
    private static final String UNREQUESTED = """
            select a.authorization_number, a.product, a.units - coalesce(u.requested_units, 0) as units, a.service_date,
                a.period_start, a.period_end
            from authorization_on_file a
                join authorization_unsolicited u on u.authorization_number = a.authorization_number
            where a.payer = ? and a.member_number = ? and a.cancelled_at is null
                and case when a.units is null then u.requested_units is null
                    else a.units > coalesce(u.requested_units, 0) end
            order by a.service_date, a.authorization_number""";

    private final JdbcTemplate jdbc;
    private final MemberTransactions transactions;
    private final Database database;
    private final Clock clock;

    JdbcAuthorizations(JdbcTemplate jdbc, MemberTransactions transactions, Database database, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Ledger of(String payer, String memberNumber) {
        return new Ledger(jdbc.query(OF_MEMBER, (row, index) -> authorization(row), payer, memberNumber));
    }

    @Override
    public <T> T exclusively(String payer, String memberNumber, Supplier<T> work) {
        return transactions.run(payer, memberNumber, work);
    }

    @Override
    public <T> T exclusively(String payer, String memberNumber, Duration patience, Supplier<T> work) {
        return transactions.run(payer, memberNumber, Patience.of(patience), work);
    }

    @Override
    public void add(String payer, String memberNumber, Authorization authorization, String claimId, int item) {
        jdbc.update(
                ADD,
                authorization.number(),
                payer,
                memberNumber,
                authorization.product(),
                authorization.units(),
                authorization.serviceDate(),
                authorization.period().start(),
                authorization.period().end(),
                claimId,
                item);
    }

    @Override
    public Optional<Holding> holding(String number) {
        Map<String, Share> shares = shares(number);
        return jdbc
                .query(
                        HOLDING,
                        (row, index) -> new Holding(
                                authorization(row),
                                row.getString("claim_id"),
                                row.getString("signed") != null,
                                RequestFileRows.plain(row.getBigDecimal("requested_units")),
                                shares,
                                false),
                        number)
                .stream()
                .findFirst();
    }

    private Map<String, Share> shares(String number) {
        Map<String, Share> shares = new HashMap<>();
        jdbc.query(
                SHARES,
                row -> {
                    shares.put(
                            row.getString("id"),
                            new Share(row.getString("claim_id"), RequestFileRows.plain(row.getBigDecimal("units"))));
                },
                number);
        return shares;
    }

    @Override
    public void keep(Holding holding) {
        String number = holding.authorization().number();
        if (holding.over()) {
            jdbc.update(CANCEL, OffsetDateTime.now(clock), number);
        } else {
            jdbc.update(KEEP, holding.authorization().units(), number);
        }
        if (holding.signed()) {
            jdbc.update(KEEP_REQUESTED, holding.requested(), number);
        }
    }

    @Override
    public void markUnsolicited(String number) {
        jdbc.update(MARK_UNSOLICITED, number);
    }

    @Override
    public Ledger unrequested(String payer, String memberNumber) {
        return new Ledger(jdbc.query(UNREQUESTED, (row, index) -> authorization(row), payer, memberNumber));
    }

    @Override
    public String nextNumber() {
        return ReferenceNumber.of("PA", next("precept_authorization_number"));
    }

    @Override
    public String nextTraceNumber() {
        return ReferenceNumber.of("TR", next("precept_trace_number"));
    }

    private long next(String sequence) {
        return Objects.requireNonNull(jdbc.queryForObject(database.nextValue(sequence), Long.class));
    }

    private static Authorization authorization(ResultSet row) throws SQLException {
        return new Authorization(
                row.getString("authorization_number"),
                row.getString("product"),
                RequestFileRows.plain(row.getBigDecimal("units")),
                row.getObject("service_date", LocalDate.class),
                new DateRange(
                        row.getObject("period_start", LocalDate.class), row.getObject("period_end", LocalDate.class)));
    }
}
