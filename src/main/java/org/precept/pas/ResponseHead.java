package org.precept.pas;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.time.Instant;
import java.util.Date;
import java.util.TimeZone;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.ClaimResponseStatus;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.hl7.fhir.r4.model.ClaimResponse.Use;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Reference;
import org.precept.pas.Entries.Entry;

/** What every ClaimResponse says, whatever its outcome: whose request it answers (profile-claimresponse-base). */
final class ResponseHead {

    private ResponseHead() {}

    static ClaimResponse of(PasRequest request, String id, Instant now, RemittanceOutcome outcome) {
        ClaimResponse response = new ClaimResponse();
        response.setId(id);
        response.getMeta().addProfile(Pas.PROFILE_CLAIM_RESPONSE);
        request.claim().getIdentifier().forEach(identifier -> response.addIdentifier(identifier.copy()));
        response.setStatus(ClaimResponseStatus.ACTIVE);
        response.setType(request.claim().getType().copy());
        response.setUse(Use.PREAUTHORIZATION);
        response.setPatient(new Reference(request.patient().name()));
        response.setCreatedElement(utc(now));
        response.setInsurer(named(request, request.claim().getInsurer()));
        response.setRequestor(named(request, request.claim().getProvider()));
        response.setRequest(new Reference(request.claimUrl()));
        response.setOutcome(outcome);
        TransmissionEcho.into(response, request.claim());
        return response;
    }

    static DateTimeType utc(Instant instant) {
        return new DateTimeType(Date.from(instant), TemporalPrecisionEnum.MILLI, TimeZone.getTimeZone("UTC"));
    }

    /** A reference of the Claim by the name of the entry that it means; a logical one as it is. */
    static Reference named(PasRequest request, Reference reference) {
        return request.entry(reference).map(Entry::name).map(Reference::new).orElseGet(reference::copy);
    }
}
