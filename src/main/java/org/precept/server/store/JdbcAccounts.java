package org.precept.server.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.precept.determination.Authorization;
import org.precept.policy.DateRange;
import org.precept.record.Account;
import org.precept.record.Accounts;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads what became of units from {@code authorization_on_file} and {@code authorization_unsolicited}. */
final class JdbcAccounts implements Accounts {

    /**
     * Everything that a request asked for is in use; of what nobody had asked for, what requests took up since. Requests that
     * repeat each other use the same units.
     */
    private static final String SELECT = """
            select a.authorization_number, a.payer, a.member_number, a.product, a.units, a.service_date,
                a.period_start, a.period_end, a.claim_id, a.claim_item, a.cancelled_at,
                case when u.authorization_number is null then a.units
                    when a.units is null then null
                    when u.requested_units > a.units then a.units
                    else coalesce(u.requested_units, 0) end as used
            from authorization_on_file a
                left join authorization_unsolicited u on u.authorization_number = a.authorization_number
            where\s""";

    private final JdbcTemplate jdbc;

    JdbcAccounts(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Account> of(String payer, String memberNumber) {
        return jdbc.query(
                SELECT + "a.payer = ? and a.member_number = ? order by a.service_date, a.authorization_number",
                (row, index) -> account(row),
                payer,
                memberNumber);
    }

    @Override
    public Optional<Account> ofNumber(String number) {
        return jdbc.query(SELECT + "a.authorization_number = ?", (row, index) -> account(row), number).stream()
                .findFirst();
    }

    private static Account account(ResultSet row) throws SQLException {
        OffsetDateTime cancelled = row.getObject("cancelled_at", OffsetDateTime.class);
        BigDecimal units = plain(row.getBigDecimal("units"));
        BigDecimal used = plain(row.getBigDecimal("used"));
        return new Account(
                row.getString("payer"),
                row.getString("member_number"),
                new Authorization(
                        row.getString("authorization_number"),
                        row.getString("product"),
                        units,
                        row.getObject("service_date", LocalDate.class),
                        new DateRange(
                                row.getObject("period_start", LocalDate.class),
                                row.getObject("period_end", LocalDate.class))),
                cancelled == null || used == null ? used : BigDecimal.ZERO,
                row.getString("claim_id"),
                row.getInt("claim_item"),
                cancelled == null ? null : cancelled.toInstant());
    }

    /** Without the zeros the column pads with. */
    private static @Nullable BigDecimal plain(@Nullable BigDecimal units) {
        if (units == null) {
            return null;
        }
        BigDecimal stripped = units.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
