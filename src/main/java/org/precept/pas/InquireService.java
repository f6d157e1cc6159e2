package org.precept.pas;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Parameters;
import org.precept.fhir.RejectedRequest;
import org.precept.record.Member;
import org.precept.record.Members;
import org.precept.record.PriorAuthorizations;
import org.precept.record.PriorAuthorizations.Decided;

/**
 * {@code Claim/$inquire}: the current answers to a member's requests, for those providers only who took part in them
 * (requirements spec-52, spec-53). Who did not take part learns nothing: the empty answer is the same whether there is
 * another's request, no request or no member.
 */
final class InquireService {

    private final FhirContext fhir;
    private final MessageReader reader;
    private final MemberIdentification identification;
    private final Members members;
    private final PriorAuthorizations files;
    private final Clock clock;

    InquireService(
            FhirContext fhir,
            MemberIdentification identification,
            Members members,
            PriorAuthorizations files,
            Clock clock) {
        this.fhir = fhir;
        this.reader = new MessageReader(fhir);
        this.identification = identification;
        this.members = members;
        this.files = files;
        this.clock = clock;
    }

    /**
     * Answers an inquiry with Parameters that hold a Bundle for each request found.
     *
     * @throws RejectedRequest when the inquiry cannot be processed
     */
    String inquire(byte[] body, PasEdition edition) {
        PasRequest inquiry = PasRequestReader.inquiry(reader.read(body, edition));
        Parameters answer = new Parameters();
        for (Bundle found : find(inquiry)) {
            answer.addParameter().setName("return").setResource(found);
        }
        return MessageReader.parser(fhir).encodeResourceToString(answer);
    }

    private List<Bundle> find(PasRequest inquiry) {
        Set<String> npis = Providers.npis(inquiry);
        if (npis.isEmpty() || !(identification.of(inquiry) instanceof Outcome.Of<MemberKey> key)) {
            return List.of();
        }
        Optional<Member> member =
                members.find(key.value().payer().value(), key.value().number());
        if (member.isEmpty()) {
            return List.of();
        }
        InquiryKeys keys = InquiryKeys.of(inquiry.claim());
        return files.of(member.get().patient().getIdPart()).stream()
                .filter(decided -> keys.match(decided.claim(), decided.response()))
                .flatMap(decided -> answer(decided, inquiry, npis).stream())
                .toList();
    }

    private Optional<Bundle> answer(Decided decided, PasRequest inquiry, Set<String> npis) {
        return files.bundleOf(decided.claim().getIdPart())
                .map(filed -> PasRequestReader.filed(filed, inquiry.edition()))
                .filter(request -> Providers.npis(request).stream().anyMatch(npis::contains))
                .map(request -> InquiryAnswer.of(request, decided.response(), clock.instant()));
    }
}
