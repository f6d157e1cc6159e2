package org.precept.pas;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.precept.pas.BusinessError.Reason;
import org.precept.record.RequestFile;
import org.precept.record.RequestFiles;

/**
 * Finds the request that an update or cancellation is about, among those of the same member that the same system sent. A
 * request of another member or sender is as unknown as one that does not exist.
 */
final class PriorRequests {

    private static final Pattern STORED =
            Pattern.compile("(?:https?://.+/)?Claim/([A-Za-z0-9.-]{1,64})(?:/_history/.+)?");

    private final RequestFiles files;

    PriorRequests(RequestFiles files) {
        this.files = files;
    }

    /**
     * An earlier request.
     *
     * @param file as it stands
     * @param claim what its Claim was called by, where it was found by that: id of the stored Claim or name with the
     *     sender; null when it was found by a number, which says nothing of how old the update's knowledge is
     */
    record Found(RequestFile file, @Nullable String claim) {}

    /** The earlier request, or why there is none. */
    Outcome<Found> find(PasRequest request, Prior prior, MemberKey key) {
        Sender sender = new Sender(key, SendingSystem.of(request));
        List<RequestFile> numbered = numbered(prior.numbers(), sender);
        Optional<Found> named = named(prior, sender);
        if (different(numbered, named)) {
            return error(
                    Reason.NOT_CURRENT,
                    "The numbers and Claim.related do not name one request. Send those of the request to be changed.");
        }
        Optional<Found> found =
                named.or(() -> Stream.concat(numbered.stream(), numbered(prior.itemNumbers(), sender).stream())
                        .findFirst()
                        .map(file -> new Found(file, null)));
        if (found.isPresent()) {
            return new Outcome.Of<>(found.get());
        }
        return prior.isEmpty()
                ? error(
                        Reason.PRIOR_MISSING,
                        "Say which request is to be changed: by Claim.related, or by its authorization or trace number.")
                : error(
                        Reason.PRIOR_UNKNOWN,
                        "No request of this patient and sender is known by what this one names. Send the earlier request"
                                + " first, then this one again; or check the numbers.");
    }

    /** By the id under which the Claim is stored here, else by what its sender calls it. */
    private Optional<Found> named(Prior prior, Sender sender) {
        String reference = prior.reference();
        Matcher stored = STORED.matcher(reference == null ? "" : reference);
        if (stored.matches()) {
            Optional<RequestFile> file = files.ofClaim(stored.group(1)).filter(sender::owns);
            if (file.isPresent()) {
                return Optional.of(new Found(file.get(), stored.group(1)));
            }
        }
        for (String name : prior.names()) {
            Optional<RequestFile> file = files
                    .named(sender.key().payer().value(), sender.key().number(), name)
                    .stream()
                    .filter(sender::owns)
                    .findFirst();
            if (file.isPresent()) {
                return Optional.of(new Found(file.get(), name));
            }
        }
        return Optional.empty();
    }

    private List<RequestFile> numbered(Collection<String> numbers, Sender sender) {
        return numbers.stream()
                .flatMap(number -> files.ofNumber(number).stream())
                .filter(sender::owns)
                .toList();
    }

    private static boolean different(List<RequestFile> numbered, Optional<Found> named) {
        return Stream.concat(numbered.stream(), named.stream().map(Found::file))
                        .map(RequestFile::id)
                        .distinct()
                        .count()
                > 1;
    }

    private static Outcome<Found> error(Reason reason, String text) {
        return Outcome.Errors.of(new BusinessError(reason, PasRequest.CLAIM + ".related", text));
    }

    /** Who asks, and about whom. */
    private record Sender(MemberKey key, SendingSystem system) {
        boolean owns(RequestFile file) {
            return file.payer().equals(key.payer().value())
                    && file.memberNumber().equals(key.number())
                    && system.isOneOf(file.submitters());
        }
    }
}
