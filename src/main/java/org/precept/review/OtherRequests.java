package org.precept.review;

import java.util.List;
import org.precept.determination.Ledger;
import org.precept.policy.DateRange;
import org.precept.record.Account;
import org.precept.record.Accounts;
import org.precept.record.Balances;
import org.precept.record.FiledItem;
import org.precept.record.Ledgers;
import org.precept.record.Overlaps;
import org.precept.record.RequestFile;
import org.precept.record.RequestFiles;

/** What else the member has of the product: authorizations with their units, limits, and requests at the same time. */
final class OtherRequests {

    private final Accounts accounts;
    private final Ledgers ledgers;
    private final Balances balances;
    private final Overlaps overlaps;
    private final RequestFiles files;

    OtherRequests(Accounts accounts, Ledgers ledgers, Balances balances, Overlaps overlaps, RequestFiles files) {
        this.accounts = accounts;
        this.ledgers = ledgers;
        this.balances = balances;
        this.overlaps = overlaps;
        this.files = files;
    }

    void add(Facts facts, RequestFile file, FiledItem item) {
        String product = item.product();
        if (product == null) {
            return;
        }
        accounts.of(file.payer(), file.memberNumber()).stream()
                .filter(account -> product.equals(account.authorization().product()))
                .forEach(account -> authorization(facts.group("authorization"), account));
        Ledger ledger = ledgers.of(file.payer(), file.memberNumber());
        balances.limits(file.payer(), product, item.serviceDate(), ledger).stream()
                .filter(limit -> limit.phase().equals(item.phase()))
                .forEach(limit -> facts.group("limit")
                        .number("units", limit.limit())
                        .number("used", limit.used())
                        .number("left", limit.left()));
        List<RequestFile> others = files.ofMember(file.payer(), file.memberNumber()).stream()
                .filter(other -> !other.id().equals(file.id()))
                .toList();
        DateRange wanted = new DateRange(item.serviceDate(), item.serviceDate());
        overlaps.of(others, ledger, product, wanted)
                .forEach(found -> facts.group("overlap")
                        .text("number", found.item().number())
                        .code("status", found.item().status().action())
                        .day("start", found.period().start())
                        .day("end", found.period().end()));
    }

    private static void authorization(Facts facts, Account account) {
        facts.text("number", account.authorization().number())
                .day("start", account.authorization().period().start())
                .day("end", account.authorization().period().end())
                .number("units", account.authorized())
                .number("used", account.used())
                .number("left", account.left())
                .time("cancelled", account.cancelledAt());
    }
}
