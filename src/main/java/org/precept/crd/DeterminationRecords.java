package org.precept.crd;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.Identifier;
import org.precept.crd.Assessment.Approved;
import org.precept.crd.Assessment.DetailCodeNeeded;
import org.precept.crd.Assessment.Determined;
import org.precept.determination.GuidanceRecord;
import org.precept.fhir.CodeSystems;
import org.precept.record.Member;

/** The determinations of a call as GuidanceResponses, found by its hookInstance. */
final class DeterminationRecords {
    private DeterminationRecords() {}

    /** One per order that a policy covers or may cover. */
    static List<GuidanceResponse> of(HookRequest request, Assessed assessed, Member member, Instant received) {
        Identifier call = new Identifier().setSystem(CodeSystems.HOOK_INSTANCE).setValue(request.hookInstance());
        String subject = "Patient/" + member.patient().getIdElement().getIdPart();
        List<GuidanceResponse> records = new ArrayList<>();
        for (Assessment each : assessed.orders()) {
            Assessment assessment = each instanceof Approved approved ? approved.determined() : each;
            if (assessment instanceof Determined determined) {
                List<String> notes = Stream.concat(
                                determined.notCounted().stream(),
                                determined.notSeen().stream().map(what -> "could not be read: " + what))
                        .toList();
                records.add(new GuidanceRecord(call, subject, received, notes).of(determined.determination()));
            } else if (assessment instanceof DetailCodeNeeded needed) {
                records.add(new GuidanceRecord(call, subject, received, List.of())
                        .ofUnspecificProduct(needed.order().number(), needed.candidates()));
            }
        }
        return records;
    }
}
