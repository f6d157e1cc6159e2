package org.precept.pas.replay;

import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.precept.record.KeptDetermination;
import org.precept.record.KeptDetermination.Result;

/** Writes replays and differences as Parameters. */
final class ReplayAnswer {

    private ReplayAnswer() {}

    static Parameters of(Replay replay) {
        Parameters answer = new Parameters();
        answer.addParameter("identical", new BooleanType(replay.differences().isEmpty()));
        request(answer.addParameter().setName("determination"), replay.made());
        result(answer.addParameter().setName("recorded"), replay.made().result());
        result(answer.addParameter().setName("replayed"), replay.now());
        replay.differences()
                .forEach(difference -> difference(answer.addParameter().setName("difference"), difference));
        replay.lost().forEach(reference -> answer.addParameter("lost", new Reference(reference)));
        return answer;
    }

    /** Which request it is about. */
    static void request(ParametersParameterComponent parameter, KeptDetermination made) {
        add(parameter, "guidanceResponse", new Reference("GuidanceResponse/" + made.guidanceId()));
        add(parameter, "claim", new Reference("Claim/" + made.claimId()));
        add(parameter, "item", new PositiveIntType(made.basis().request().item()));
        add(parameter, "policy", new CanonicalType(made.policy().toString()));
        add(parameter, "determinedAt", new InstantType(made.determinedAt().toString()));
    }

    static void result(ParametersParameterComponent parameter, Result result) {
        add(parameter, "phase", new CodeType(result.phase()));
        add(parameter, "decision", new CodeType(result.action()));
        if (result.queue() != null) {
            add(parameter, "queue", new CodeType(result.queue()));
        }
        if (result.honoured() != null) {
            add(parameter, "honoured", new StringType(result.honoured()));
        }
    }

    static void difference(ParametersParameterComponent parameter, Difference difference) {
        text(parameter, "criterion", difference.criterion());
        text(parameter, "element", difference.element());
        text(parameter, "recorded", difference.recorded());
        text(parameter, "now", difference.now());
    }

    private static void text(ParametersParameterComponent parameter, String name, @Nullable String value) {
        if (value != null) {
            add(parameter, name, new StringType(value));
        }
    }

    static void add(ParametersParameterComponent parameter, String name, org.hl7.fhir.r4.model.Type value) {
        parameter.addPart().setName(name).setValue(value);
    }
}
