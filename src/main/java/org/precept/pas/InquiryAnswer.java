package org.precept.pas;

import java.time.Instant;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.Reference;

/** A filed answer as an inquiry returns it: in the client's own names, without requests for documents. */
final class InquiryAnswer {

    private InquiryAnswer() {}

    static Bundle of(PasRequest filed, ClaimResponse stored, Instant now) {
        ClaimResponse response = stored.copy();
        response.setId(stored.getIdElement().getIdPart());
        response.setMeta(null);
        response.getMeta().addProfile(Pas.PROFILE_INQUIRY_RESPONSE);
        response.setCommunicationRequest(null);
        response.setPatient(new Reference(filed.patient().name()));
        response.setInsurer(ResponseHead.named(filed, filed.claim().getInsurer()));
        response.setRequestor(ResponseHead.named(filed, filed.claim().getProvider()));
        response.setRequest(new Reference(filed.claimUrl()));

        Bundle bundle = new Bundle();
        bundle.getMeta().addProfile(Pas.PROFILE_INQUIRY_RESPONSE_BUNDLE);
        bundle.setType(BundleType.COLLECTION);
        bundle.getTimestampElement().setValueAsString(ResponseHead.utc(now).getValueAsString());
        bundle.addEntry().setFullUrl(Ids.urn(response)).setResource(response);
        Echo.into(bundle, filed.entries());
        return bundle;
    }
}
