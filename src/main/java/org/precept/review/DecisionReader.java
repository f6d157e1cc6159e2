package org.precept.review;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.jspecify.annotations.Nullable;
import org.precept.determination.ReviewQueue;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.policy.DateRange;
import org.precept.record.Review;
import org.precept.record.ReviewKind;

/** Reads what a reviewer decides: Parameters of {@code $decide} (docs/pas.md, "Review"). */
final class DecisionReader {

    private static final int BAD_REQUEST = 400;
    private static final Pattern LOINC = Pattern.compile("\\d{1,7}-\\d");
    private static final int MOST_DOCUMENTS = 20;

    private static final String A_TEXT = "a text of at most " + Values.LONGEST_TEXT + " characters";

    private final FhirContext fhir;

    DecisionReader(FhirContext fhir) {
        this.fhir = fhir;
    }

    /**
     * Reads a body.
     *
     * @throws RejectedRequest 400 when it is no Parameters resource, 422 when they do not say what to do
     */
    Review read(byte[] body) {
        DecisionParameters parameters = new DecisionParameters(parse(body));
        String code = parameters.one("decision", true, "one of " + codes(), Values::text);
        ReviewKind kind = code == null ? null : ReviewKind.ofCode(code).orElse(null);
        if (code != null && kind == null) {
            parameters.problem(
                    IssueType.CODEINVALID, parameters.path("decision"), "There is no such decision. Send " + codes());
        }
        if (kind == null) {
            parameters.rejectIfAny("an unknown decision");
            throw new IllegalStateException("an unknown decision is a problem");
        }
        return review(kind, parameters);
    }

    private static Review review(ReviewKind kind, DecisionParameters given) {
        return switch (kind) {
            case APPROVE -> {
                String text = given.one("text", false, A_TEXT, Values::text);
                given.rejectIfAny(kind.code());
                yield new Review.Approve(text);
            }
            case APPROVE_MODIFIED -> modified(given);
            case DENY -> denial(given);
            case ASK_MORE -> more(given);
            case ESCALATE -> {
                ReviewQueue queue = given.one(
                        "queue",
                        true,
                        "one of " + queues(),
                        value -> ReviewQueue.ofCode(Values.text(value)).orElse(null));
                String text = text(given, "why, for the next reviewer");
                given.rejectIfAny(kind.code());
                yield new Review.Escalate(Objects.requireNonNull(queue), Objects.requireNonNull(text));
            }
            case REASSIGN -> {
                String reviewer = given.one("reviewer", false, "the user name of a reviewer", Values::text);
                given.rejectIfAny(kind.code());
                yield new Review.Reassign(reviewer);
            }
            case EXTEND -> {
                String text = text(given, "why more time is taken, for provider and member");
                given.rejectIfAny(kind.code());
                yield new Review.Extend(Objects.requireNonNull(text));
            }
        };
    }

    private static Review modified(DecisionParameters given) {
        BigDecimal units = given.one("units", false, "a number of billing units", Values::number);
        DateRange period = given.one("period", false, "a Period of days with start and end", Values::days);
        String text = text(given, "why something else is approved, for the provider");
        if (units != null && units.signum() <= 0) {
            given.problem(IssueType.VALUE, given.path("units"), "units must be more than zero. To grant none, deny.");
        }
        if (units == null && period == null) {
            given.problem(
                    IssueType.REQUIRED,
                    "Parameters.parameter",
                    "units or period is missing: what is approved instead of what was asked for.");
        }
        given.rejectIfAny(ReviewKind.APPROVE_MODIFIED.code());
        return new Review.ApproveModified(units, period, Objects.requireNonNull(text));
    }

    private static Review denial(DecisionParameters given) {
        String reason = given.one(
                "reason",
                true,
                "a code of X12 886 (" + CodeSystems.X12_REASON + ")",
                value -> Values.code(value, CodeSystems.X12_REASON));
        String section = given.one("section", true, "the section of the policy that is not met", Values::text);
        String text = text(given, "the reason in words, for member and provider");
        String appeal = given.one("appeal", true, "how, where and until when to appeal", Values::text);
        given.rejectIfAny(ReviewKind.DENY.code());
        return new Review.Deny(
                Objects.requireNonNull(reason),
                Objects.requireNonNull(section),
                Objects.requireNonNull(text),
                Objects.requireNonNull(appeal));
    }

    private static Review more(DecisionParameters given) {
        List<String> documents = given.all(
                "document",
                true,
                "the LOINC code of a document; 102089-0 is the policy's form",
                value -> loinc(Values.code(value, CodeSystems.LOINC)));
        String text = text(given, "what is missing, for the provider");
        if (documents.size() > MOST_DOCUMENTS) {
            given.problem(IssueType.TOOLONG, given.path("document"), "Ask for at most " + MOST_DOCUMENTS + " at once.");
        }
        given.rejectIfAny(ReviewKind.ASK_MORE.code());
        return new Review.AskMore(documents.stream().distinct().toList(), Objects.requireNonNull(text));
    }

    private static @Nullable String text(DecisionParameters given, String what) {
        return given.one("text", true, what + " (" + A_TEXT + ")", Values::text);
    }

    private static @Nullable String loinc(@Nullable String code) {
        return code != null && LOINC.matcher(code).matches() ? code : null;
    }

    private static String codes() {
        return Arrays.stream(ReviewKind.values()).map(ReviewKind::code).collect(Collectors.joining(", "));
    }

    private static String queues() {
        return Arrays.stream(ReviewQueue.values()).map(ReviewQueue::code).collect(Collectors.joining(", "));
    }

    private Parameters parse(byte[] body) {
        IParser parser = fhir.newJsonParser().setParserErrorHandler(new StrictErrorHandler());
        try {
            if (parser.parseResource(new String(body, StandardCharsets.UTF_8)) instanceof Parameters parameters) {
                return parameters;
            }
        } catch (DataFormatException e) {
            // What the parser says may quote the body; said below.
        }
        throw new RejectedRequest(
                BAD_REQUEST,
                new Issue(
                        IssueType.STRUCTURE,
                        null,
                        "The body is no FHIR Parameters resource in JSON. Send Parameters with a parameter decision: "
                                + codes() + "."));
    }
}
