package org.precept.pas;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.CodingKey;
import org.precept.pas.BusinessError.Reason;
import org.precept.pas.ItemOutcome.Cancelled;
import org.precept.pas.ItemOutcome.Kept;
import org.precept.record.FiledItem;
import org.precept.record.ItemStatus;

/**
 * An update beside the request as it stands, item by item (requirements spec-65 to spec-72, prof-5 to prof-10). What changed
 * is found by comparing, because senders mark it unreliably.
 */
final class UpdateComparison {

    /** Items that stay or are cancelled. */
    final List<ItemOutcome> settled = new ArrayList<>();

    /** Items to be decided: added, changed, or waiting while the evidence changed. */
    final List<SubmittedItem> open = new ArrayList<>();

    /** Items whose units are requested together: those to be decided, and those that go on waiting. */
    final List<SubmittedItem> counted = new ArrayList<>();

    /** Of those to be decided, by sequence: those that another item drew in, as they stay when they cannot be decided. */
    final Map<Integer, Kept> drawnIn = new HashMap<>();

    /** Why the update cannot be taken; empty when it can. */
    final List<BusinessError> errors = new ArrayList<>();

    private final FhirContext fhir;
    private final PasRequest update;
    private final OpenFile before;
    private @Nullable Boolean evidenceChanged;

    UpdateComparison(FhirContext fhir, PasRequest update, OpenFile before) {
        this.fhir = fhir;
        this.update = update;
        this.before = before;
        List<SubmittedItem> items = SubmittedItem.of(update);
        items.forEach(this::compare);
        askedTogether();
        missing(items);
        if (!open.isEmpty() && before.file().items().stream().allMatch(UpdateComparison::isClosed)) {
            error(
                    Reason.CLOSED,
                    PasRequest.CLAIM + ".related",
                    "Every item of this request was denied or cancelled, so it cannot be updated. Send a new request.");
        }
    }

    private void compare(SubmittedItem item) {
        FiledItem filed = before.file().item(item.sequence()).orElse(null);
        if (filed == null) {
            if (item.cancelled()) {
                settled.add(new Cancelled(item, null));
            } else {
                decide(item);
            }
            return;
        }
        switch (filed.status()) {
            case CANCELLED -> keepOrRefuse(item, filed, item.cancelled(), "was cancelled");
            case DENIED -> keepOrRefuse(item, filed, !item.cancelled() && !changed(item), "was denied");
            case IN_ERROR -> cancelOr(item, filed, true);
            case APPROVED, MODIFIED -> cancelOr(item, filed, changed(item));
            case PENDED_DOCUMENTS, PENDED_REVIEW -> cancelOr(item, filed, changed(item) || evidenceChanged());
        }
    }

    private void keepOrRefuse(SubmittedItem item, FiledItem filed, boolean same, String what) {
        if (same) {
            settled.add(new Kept(item, filed));
        } else {
            errors.add(new BusinessError(
                    Reason.CLOSED,
                    item.path(),
                    "Item " + item.sequence() + " " + what + " and cannot be updated. Send it as it was, and ask for it"
                            + " in a new request.",
                    item.sequence()));
        }
    }

    private void cancelOr(SubmittedItem item, FiledItem filed, boolean decide) {
        if (item.cancelled()) {
            settled.add(new Cancelled(item, filed));
        } else if (decide) {
            decide(item);
        } else {
            settled.add(new Kept(item, filed));
            if (filed.status().pended()) {
                counted.add(item);
            }
        }
    }

    /**
     * What a reviewer has is decided again when another item of the same code is added, changed or taken back: their units count
     * together.
     */
    private void askedTogether() {
        Set<CodingKey> moved = Stream.concat(
                        open.stream(),
                        settled.stream()
                                .filter(outcome -> outcome instanceof Cancelled cancelled && cancelled.filed() != null)
                                .map(ItemOutcome::item))
                .flatMap(UpdateComparison::codes)
                .collect(Collectors.toSet());
        for (ItemOutcome outcome : List.copyOf(settled)) {
            if (outcome instanceof Kept kept
                    && kept.filed().status() == ItemStatus.PENDED_REVIEW
                    && codes(kept.item()).anyMatch(moved::contains)) {
                settled.remove(kept);
                drawnIn.put(kept.item().sequence(), kept);
                open.add(kept.item());
            }
        }
    }

    private static Stream<CodingKey> codes(SubmittedItem item) {
        return item.codings().stream().flatMap(coding -> CodingKey.of(coding).stream());
    }

    private void decide(SubmittedItem item) {
        open.add(item);
        counted.add(item);
    }

    private boolean changed(SubmittedItem item) {
        return before.item(item.sequence())
                .map(earlier -> !ItemImage.of(item, update).equals(ItemImage.of(earlier, before.request())))
                .orElse(true);
    }

    /** True when the update brings other evidence than the request as it stands. */
    private boolean evidenceChanged() {
        if (evidenceChanged == null) {
            evidenceChanged = !evidence(update).equals(evidence(before.request()));
        }
        return evidenceChanged;
    }

    private Set<String> evidence(PasRequest request) {
        IParser parser = MessageReader.parser(fhir);
        RequestEvidence evidence = RequestEvidence.of(
                request, "Patient/" + before.member().patient().getIdPart());
        return evidence.items().stream()
                .map(item -> parser.encodeResourceToString(item.resource()))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Items may be taken back, but not left out: nobody could tell whether they were forgotten. */
    private void missing(List<SubmittedItem> items) {
        Set<Integer> sent = items.stream().map(SubmittedItem::sequence).collect(Collectors.toSet());
        for (FiledItem filed : before.file().items()) {
            boolean needed = filed.status() != ItemStatus.CANCELLED && filed.status() != ItemStatus.IN_ERROR;
            if (needed && !sent.contains(filed.sequence())) {
                error(
                        Reason.ITEM_MISSING,
                        PasRequest.CLAIM + ".item",
                        "Item " + filed.sequence() + " of the earlier request is missing. Send all items; mark one that"
                                + " is no longer wanted as cancelled.");
            }
        }
    }

    private static boolean isClosed(FiledItem item) {
        return item.status() == ItemStatus.CANCELLED || item.status() == ItemStatus.DENIED;
    }

    private void error(Reason reason, String path, String text) {
        errors.add(new BusinessError(reason, path, text));
    }

    /**
     * Why an update does not speak of the request as it stands; empty when it does, or is that request sent again. One that
     * names the request by a number only, or has the name of the current Claim itself, does not say what its sender knew: it is
     * taken for an update of the current Claim unless it was written before that.
     */
    static Optional<BusinessError> outdated(PriorRequests.Found found, PasRequest update, OpenFile before) {
        String claim = found.claim();
        PasRequest current = before.request();
        if (claim == null || update.claimUrl().equals(current.claimUrl())) {
            return Age.isOlder(update, current)
                    ? notCurrent(
                            "created",
                            "The current Claim of this request was created after this one. Send an update of that Claim,"
                                    + " and name it in Claim.related.")
                    : Optional.empty();
        }
        return claim.equals(before.file().claimId()) || Prior.namesOf(current).contains(claim)
                ? Optional.empty()
                : notCurrent(
                        "related", "This request was updated since by another Claim. Send the update of that Claim.");
    }

    private static Optional<BusinessError> notCurrent(String element, String text) {
        return Optional.of(new BusinessError(Reason.NOT_CURRENT, PasRequest.CLAIM + "." + element, text));
    }
}
