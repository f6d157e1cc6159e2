package org.precept.pas;

import java.util.List;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.Extension;
import org.jspecify.annotations.Nullable;

/** Names sender and receiver of an answer: those of the request the other way round. */
final class TransmissionEcho {

    private static final List<List<String>> PAIRS = List.of(
            List.of("applicationSenderCode", "applicationReceiverCode"),
            List.of("interchangeSenderID", "interchangeReceiverID"));

    private TransmissionEcho() {}

    /** Adds nothing when the request names none. */
    static void into(ClaimResponse response, Claim claim) {
        Extension sent = claim.getExtensionByUrl(Pas.TRANSMISSION_IDENTIFIERS);
        if (sent == null) {
            return;
        }
        Extension answered = response.addExtension().setUrl(Pas.TRANSMISSION_IDENTIFIERS);
        for (List<String> pair : PAIRS) {
            add(pair.get(0), sent.getExtensionByUrl(pair.get(1)), answered);
            add(pair.get(1), sent.getExtensionByUrl(pair.get(0)), answered);
        }
    }

    private static void add(String url, @Nullable Extension part, Extension answered) {
        if (part != null && part.hasValue()) {
            answered.addExtension(url, part.getValue().copy());
        }
    }
}
