package org.precept.pas;

import ca.uhn.fhir.context.FhirContext;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.precept.fhir.RejectedRequest;
import org.precept.record.RequestFile;
import org.precept.record.RequestFiles;

/**
 * {@code Claim/$inquire}: the current answers to a member's requests, for their sender and for the providers who took part
 * in them (requirements spec-52, spec-53). Who did not take part learns nothing: the empty answer is the same whether there
 * is another's request, no request or no member.
 */
final class InquireService {

    /** More requests of one member than anyone sends; bounds the work. */
    private static final int MOST = 100;

    private final FhirContext fhir;
    private final MessageReader reader;
    private final MemberIdentification identification;
    private final RequestFiles files;
    private final InquiryAnswers answers;

    InquireService(FhirContext fhir, MemberIdentification identification, RequestFiles files, InquiryAnswers answers) {
        this.fhir = fhir;
        this.reader = new MessageReader(fhir);
        this.identification = identification;
        this.files = files;
        this.answers = answers;
    }

    /**
     * Answers an inquiry with a Bundle for each request found: in Parameters, or as the edition has it.
     *
     * @throws RejectedRequest when the inquiry cannot be processed
     */
    String inquire(byte[] body, PasEdition edition) {
        PasRequest inquiry = PasRequestReader.inquiry(reader.read(body, edition));
        List<Bundle> found = identification.of(inquiry) instanceof Outcome.Of<MemberKey> key
                ? find(inquiry, key.value())
                : List.of();
        return MessageReader.parser(fhir).encodeResourceToString(answers.together(found, edition));
    }

    private List<Bundle> find(PasRequest inquiry, MemberKey member) {
        SendingSystem asking = SendingSystem.of(inquiry);
        InquiryKeys keys = InquiryKeys.of(inquiry.claim());
        return candidates(member, keys).stream()
                .filter(file -> asking.isOneOf(file.submitters()) || meet(asking.providers(), file.providers()))
                .filter(keys::match)
                .flatMap(file -> answers.to(file, member.payer(), keys, inquiry.edition()).stream())
                .limit(MOST)
                .toList();
    }

    /** Newest first. A number that was replaced leads to the file as well (spec-47, spec-48). */
    private Collection<RequestFile> candidates(MemberKey member, InquiryKeys keys) {
        String payer = member.payer().value();
        if (keys.numbers().isEmpty()) {
            return files.ofMember(payer, member.number());
        }
        Map<String, RequestFile> candidates = new LinkedHashMap<>();
        keys.numbers().stream()
                .map(files::ofNumber)
                .flatMap(Optional::stream)
                .filter(file ->
                        file.payer().equals(payer) && file.memberNumber().equals(member.number()))
                .forEach(file -> candidates.put(file.id(), file));
        return candidates.values();
    }

    private static boolean meet(Set<String> some, Set<String> others) {
        return some.stream().anyMatch(others::contains);
    }
}
