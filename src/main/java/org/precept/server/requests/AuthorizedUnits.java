package org.precept.server.requests;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;
import org.precept.determination.Ledger;
import org.precept.door.Administrator;
import org.precept.door.QueryParameters;
import org.precept.record.Account;
import org.precept.record.Accounts;
import org.precept.record.Balances;
import org.precept.record.Balances.LimitUse;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /admin/authorizations}: a member's approvals with units authorized, used and left under each number, and what is
 * left of the policies' limits on a day. By member and payer, or by one number.
 */
@RestController
final class AuthorizedUnits {
    private final Accounts accounts;
    private final Balances balances;
    private final Clock clock;

    AuthorizedUnits(Accounts accounts, Balances balances, Clock clock) {
        this.accounts = accounts;
        this.balances = balances;
        this.clock = clock;
    }

    /** An account and from when on it can be renewed; null when that is not known. */
    record Line(Account account, @Nullable LocalDate renewableFrom) {}

    @GetMapping(path = "/admin/authorizations", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] units(
            @RequestParam(required = false) @Nullable String number,
            @RequestParam(required = false) @Nullable String payer,
            @RequestParam(required = false) @Nullable String member,
            @RequestParam(required = false) @Nullable String on,
            HttpServletRequest request) {
        Administrator.of(request, Set.of("number", "payer", "member", "on")).note("looked at authorized units");
        LocalDate day =
                on == null ? LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) : QueryParameters.day(on, "on");
        if (number != null) {
            if (payer != null || member != null) {
                throw QueryParameters.refused(IssueType.VALUE, "number", "Give a number alone, or payer and member.");
            }
            return written(accounts.ofNumber(number).map(List::of).orElse(List.of()), day);
        }
        if (payer == null || member == null) {
            throw QueryParameters.refused(
                    IssueType.VALUE, payer == null ? "payer" : "member", "Give payer and member, or a number alone.");
        }
        return written(accounts.of(payer, member), day);
    }

    private byte[] written(List<Account> found, LocalDate day) {
        List<Line> lines = found.stream()
                .map(account -> new Line(
                        account,
                        account.cancelledAt() == null
                                ? balances.renewableFrom(account.payer(), account.authorization())
                                        .orElse(null)
                                : null))
                .toList();
        return RequestJson.units(day, lines, limits(found, day));
    }

    /** By product, counting all that stands of the member whose approvals were found. */
    private TreeMap<String, List<LimitUse>> limits(List<Account> found, LocalDate day) {
        TreeMap<String, List<LimitUse>> limits = new TreeMap<>();
        if (found.isEmpty()) {
            return limits;
        }
        String payer = found.get(0).payer();
        List<Account> all = accounts.of(payer, found.get(0).memberNumber());
        Ledger ledger = new Ledger(all.stream()
                .filter(account -> account.cancelledAt() == null)
                .map(Account::authorization)
                .toList());
        Set<String> products = new TreeSet<>();
        found.forEach(account -> products.add(account.authorization().product()));
        products.forEach(product -> limits.put(product, balances.limits(payer, product, day, ledger)));
        return limits;
    }
}
