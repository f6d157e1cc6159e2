package org.precept.crd.metrics;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.CodingKey;

/**
 * What an answer was made of, and what it says.
 *
 * @param provider who triggered the hook
 * @param group the organization they did it for
 * @param tokenUse what became of the access token
 * @param resources what was looked at besides the requests
 * @param requests the requests, with what was said of each
 */
public record AnswerMeasures(
        Name provider, Name group, TokenUse tokenUse, List<Resources> resources, List<Request> requests) {

    /** A call that was not answered. */
    public static final AnswerMeasures NONE =
            new AnswerMeasures(Name.UNKNOWN, Name.UNKNOWN, TokenUse.NOT_USED, List.of(), List.of());

    /** Copies the lists. */
    public AnswerMeasures {
        resources = List.copyOf(resources);
        requests = List.copyOf(requests);
    }

    /**
     * An identifier.
     *
     * @param system null when it has none
     * @param value its value
     */
    public record Name(@Nullable String system, String value) {
        /** Nobody told us. */
        public static final Name UNKNOWN = new Name(null, "unknown");
    }

    /** What became of the access token of a call. */
    public enum TokenUse {
        /** It opened at least one resource. */
        USED,
        /** It was not tried, or there was none. */
        NOT_USED,
        /** It was tried and opened nothing. */
        REJECTED;

        /** Code of the guide. */
        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Resources of one type that came one way.
     *
     * @param count at least one
     * @param prefetch true: came with the call; false: were asked for
     */
    public record Resources(String type, int count, boolean prefetch) {}

    /**
     * A request the call is about.
     *
     * @param type resource type
     * @param codes what is requested
     * @param responses what was said of it
     */
    public record Request(String type, List<CodingKey> codes, List<Response> responses) {
        /** Copies the lists. */
        public Request {
            codes = List.copyOf(codes);
            responses = List.copyOf(responses);
        }
    }

    /**
     * A card or system action.
     *
     * @param topic code of cdshooks-card-type
     * @param card number of the card, see {@link org.precept.record.CallId#card}; zero: a system action
     * @param focus types of the resources it is about
     * @param coverage what it says of the coverage, null: nothing
     */
    public record Response(
            String topic,
            int card,
            List<String> focus,
            @Nullable Coverage coverage) {
        /** Copies the list. */
        public Response {
            focus = List.copyOf(focus);
        }
    }

    /**
     * A statement on coverage; codes as in the coverage-information, null where it says nothing.
     *
     * @param questionnaire canonical of the form asked for
     * @param adaptive the form is adaptive
     * @param businessLine kind of insurance
     */
    public record Coverage(
            String covered,
            @Nullable String paNeeded,
            @Nullable String docNeeded,
            @Nullable String infoNeeded,
            @Nullable String questionnaire,
            boolean adaptive,
            String assertionId,
            @Nullable String satisfiedId,
            @Nullable CodingKey businessLine) {}
}
