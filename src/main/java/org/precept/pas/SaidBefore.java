package org.precept.pas;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.precept.determination.Authorization;
import org.precept.determination.AuthorizationRequest;
import org.precept.determination.Ledger;
import org.precept.record.Authorizations;
import org.precept.record.Holding;
import org.precept.record.ItemStatus;
import org.precept.record.Member;
import org.precept.record.RequestContexts;
import org.precept.record.RequestFiles;

/**
 * The approvals on file, and those among them that a request is for already: approved while its order was signed, or
 * named by the coverage-information that we put on its order (CRD 2.2.1, found-11: guidance given is honoured; resp-46).
 */
final class SaidBefore {

    static final String COVERAGE_INFORMATION =
            "http://hl7.org/fhir/us/davinci-crd/StructureDefinition/ext-coverage-information";

    private static final Map<String, String> ANSWERED_ANEW =
            Map.of("not-covered", "not covered", "conditional", "covered under a condition");

    private final Authorizations authorizations;
    private final RequestContexts contexts;
    private final RequestFiles files;
    private final Member member;
    private final StandingItems standing;
    private final Ledger onFile;
    private final Ledger unrequested;

    /** @param standing items that are decided once more; what was approved for them does not count */
    SaidBefore(
            Authorizations authorizations,
            RequestContexts contexts,
            RequestFiles files,
            Member member,
            StandingItems standing) {
        this.authorizations = authorizations;
        this.contexts = contexts;
        this.files = files;
        this.member = member;
        this.standing = standing;
        this.onFile = standing.without(authorizations.of(member.payer(), member.number()), authorizations::holding);
        this.unrequested = standing.unrequested(
                authorizations.unrequested(member.payer(), member.number()), authorizations::holding);
    }

    /**
     * An approval that covers an item already.
     *
     * @param unsolicited it was given while the order was signed, and no request has asked for it yet
     */
    record Given(Authorization authorization, boolean unsolicited) {}

    /** The approval that covers the item already, the one that it stands on before others; null when there is none. */
    @Nullable
    Given covering(SubmittedItem item, AuthorizationRequest request) {
        return Stream.concat(standing.approval(item).stream().map(unrequested::only), Stream.of(unrequested))
                .flatMap(ledger -> covering(ledger, request).stream())
                .findFirst()
                .map(authorization -> new Given(authorization, true))
                .or(() -> item.orders().stream()
                        .flatMap(order -> numbers(order.resource()))
                        .flatMap(number -> covering(onFile.only(number), request).stream())
                        .filter(authorization -> isSaidAgain(authorization, request))
                        .map(authorization -> new Given(authorization, false))
                        .findFirst())
                .orElse(null);
    }

    /** The approvals that count against a request: all but the one that it is for. */
    Ledger without(@Nullable Given given) {
        return given == null ? onFile : onFile.without(given.authorization().number());
    }

    private static Optional<Authorization> covering(Ledger ledger, AuthorizationRequest request) {
        return ledger.covering(request.product(), request.serviceDate(), request.units());
    }

    /**
     * Of what was approved while an order was signed every request has its own part: what another one asked for is said again
     * to who repeats that, and no longer once a person has denied the product for that time.
     */
    private boolean isSaidAgain(Authorization authorization, AuthorizationRequest request) {
        Optional<Holding> signed =
                authorizations.holding(authorization.number()).filter(Holding::signed);
        return signed.isEmpty()
                || (signed.get().isRepeated(standing.fileId(), request.units()) && !deniedSince(signed.get()));
    }

    private boolean deniedSince(Holding signed) {
        Authorization authorization = signed.authorization();
        Optional<Instant> given =
                files.ofClaim(signed.claimId()).map(file -> file.clock().receivedAt());
        return files.ofMember(member.payer(), member.number()).stream()
                .flatMap(file -> file.items().stream())
                .filter(item -> item.status() == ItemStatus.DENIED)
                .filter(item -> authorization.product().equals(item.product()))
                .filter(item -> authorization.period().contains(item.serviceDate()))
                .anyMatch(item -> given.isEmpty() || !item.changedAt().isBefore(given.get()));
    }

    /** What was said of the item's orders before that this request answers anew: not covered, or conditional. */
    List<String> notes(SubmittedItem item) {
        return item.orders().stream()
                .flatMap(order -> statements(order.resource()))
                .flatMap(this::note)
                .distinct()
                .toList();
    }

    private Stream<String> note(Extension statement) {
        String said = ANSWERED_ANEW.getOrDefault(
                part(statement, "covered"), ANSWERED_ANEW.getOrDefault(part(statement, "pa-needed"), ""));
        return said.isEmpty()
                ? Stream.empty()
                : contexts.find(part(statement, "coverage-assertion-id")).stream()
                        .map(context -> "on " + LocalDate.ofInstant(context.recordedAt(), ZoneOffset.UTC)
                                + " the order was said to be " + said + " (" + context.id()
                                + "); this request is decided on what is known now");
    }

    /** Authorization numbers of statements on an order. */
    private Stream<String> numbers(Resource resource) {
        return statements(resource).map(statement -> part(statement, "satisfied-pa-id"));
    }

    /** Statements on an order that were made here, of this member or before the member was known. */
    private Stream<Extension> statements(Resource resource) {
        if (!(resource instanceof DomainResource order)) {
            return Stream.empty();
        }
        return order.getExtensionsByUrl(COVERAGE_INFORMATION).stream()
                .filter(statement -> contexts.find(part(statement, "coverage-assertion-id"))
                        .filter(said ->
                                (said.memberNumber() == null || member.number().equals(said.memberNumber()))
                                        && member.payer().equals(said.payer()))
                        .isPresent());
    }

    private static String part(Extension statement, String url) {
        Extension part = statement.getExtensionByUrl(url);
        return part == null || part.getValue() == null
                ? ""
                : String.valueOf(part.getValue().primitiveValue());
    }
}
