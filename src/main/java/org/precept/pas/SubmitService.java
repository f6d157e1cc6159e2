package org.precept.pas;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.precept.criteria.CriteriaException;
import org.precept.fhir.RejectedRequest;
import org.precept.pas.BusinessError.Reason;
import org.precept.pas.Submission.Appealing;
import org.precept.pas.Submission.CancelAll;
import org.precept.pas.Submission.New;
import org.precept.pas.Submission.Update;
import org.precept.record.Authorizations;
import org.precept.record.Member;
import org.precept.record.Members;
import org.precept.record.Submissions;

/** {@code Claim/$submit}: from the body of a request to the body of its answer. */
final class SubmitService {

    private final FhirContext fhir;
    private final MessageReader reader;
    private final MemberIdentification identification;
    private final ItemPlanner planner;
    private final ItemDecider decider;
    private final Filing filing;
    private final RequestUpdates updates;
    private final RequestAppeals appeals;
    private final Members members;
    private final Authorizations authorizations;
    private final Submissions submissions;
    private final Clock clock;

    SubmitService(
            FhirContext fhir,
            MemberIdentification identification,
            ItemPlanner planner,
            ItemDecider decider,
            Filing filing,
            RequestUpdates updates,
            RequestAppeals appeals,
            Members members,
            Authorizations authorizations,
            Submissions submissions,
            Clock clock) {
        this.fhir = fhir;
        this.reader = new MessageReader(fhir);
        this.identification = identification;
        this.planner = planner;
        this.decider = decider;
        this.filing = filing;
        this.updates = updates;
        this.appeals = appeals;
        this.members = members;
        this.authorizations = authorizations;
        this.submissions = submissions;
        this.clock = clock;
    }

    /**
     * Answers a request. What was decided is stored when this returns; an identical Bundle gets the identical answer.
     *
     * @param base this server's FHIR base URL
     * @param edition of that base
     * @throws RejectedRequest when the request cannot be processed
     * @throws CriteriaException when criteria cannot be computed; nothing is stored
     */
    String submit(byte[] body, String base, PasEdition edition) {
        Message message = reader.read(body, edition);
        Optional<String> known = submissions.answerTo(message.digest());
        if (known.isPresent()) {
            return known.get();
        }
        PasRequest request = PasRequestReader.request(message);
        Outcome<MemberKey> identified = identification.of(request);
        if (identified instanceof Outcome.Of<MemberKey> key) {
            return submit(request, key.value(), base);
        }
        return refused(request, ((Outcome.Errors<MemberKey>) identified).errors());
    }

    private String submit(PasRequest request, MemberKey key, String base) {
        if (members.find(key.payer().value(), key.number()).isEmpty()) {
            return refused(request, List.of(unknownMember(request)));
        }
        Submission submission = Submission.of(request);
        return once(request, key, () -> {
            if (submission instanceof New) {
                return submitNew(request, key, base);
            }
            if (submission instanceof Appealing appeal) {
                return appeals.appeal(appeal, key, base);
            }
            return submission instanceof Update update
                    ? updates.update(update, key, base)
                    : updates.cancel((CancelAll) submission, key, base);
        });
    }

    /** Plans and decides on one reading of member and ledger, perhaps more than once; only the last run counts. */
    private Outcome<String> submitNew(PasRequest request, MemberKey key, String base) {
        String payer = key.payer().value();
        Optional<Member> member = members.find(payer, key.number());
        if (member.isEmpty()) {
            return Outcome.Errors.of(unknownMember(request));
        }
        Outcome<List<ItemPlan>> plans = planner.plan(request, member.get(), authorizations.of(payer, key.number()));
        return plans instanceof Outcome.Of<List<ItemPlan>> found
                ? new Outcome.Of<>(decide(request, member.get(), key, found.value(), base))
                : new Outcome.Errors<>(((Outcome.Errors<List<ItemPlan>>) plans).errors());
    }

    private static BusinessError unknownMember(PasRequest request) {
        return new BusinessError(
                Reason.PATIENT_NOT_FOUND,
                request.patient().path() + ".identifier",
                "The payer has no member with this number. Check the member number.");
    }

    /**
     * Runs work alone for the member and keeps its answer, unless the same Bundle was answered meanwhile. A refusal is not
     * kept: what it lacked may have come by the time it is sent again.
     */
    private String once(PasRequest request, MemberKey key, Supplier<Outcome<String>> work) {
        return authorizations.exclusively(
                key.payer().value(),
                key.number(),
                () -> submissions.answerTo(request.digest()).orElseGet(() -> {
                    Outcome<String> answer = work.get();
                    if (answer instanceof Outcome.Of<String> given) {
                        submissions.keep(request.digest(), given.value());
                        return given.value();
                    }
                    return refused(request, ((Outcome.Errors<String>) answer).errors());
                }));
    }

    private String decide(PasRequest request, Member member, MemberKey key, List<ItemPlan> plans, String base) {
        List<ItemOutcome> outcomes = decider.decide(request, member, plans);
        Received received = new Received(request, member, key.payer(), null, clock.instant(), base);
        Answering answering = Answering.first(received, outcomes);
        Answer answer = AnswerWriter.write(answering, outcomes);
        filing.file(answering, outcomes, answer);
        return encode(answer, request);
    }

    private String refused(PasRequest request, List<BusinessError> errors) {
        return encode(AnswerWriter.refused(request, errors, clock.instant()), request);
    }

    private String encode(Answer answer, PasRequest request) {
        return MessageReader.parser(fhir).encodeResourceToString(answer.bundle(request));
    }
}
