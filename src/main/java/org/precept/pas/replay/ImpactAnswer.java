package org.precept.pas.replay;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.UnsignedIntType;
import org.precept.pas.replay.Impact.Change;
import org.precept.pas.replay.Impact.Failure;
import org.precept.record.KeptDetermination.Result;

/** Writes a policy's impact as Parameters: counts, what becomes of decisions, which criteria, then request by request. */
final class ImpactAnswer {

    private ImpactAnswer() {}

    static Parameters of(Impact impact) {
        Parameters answer = new Parameters();
        answer.addParameter("draft", new CanonicalType(impact.draft().toString()));
        answer.addParameter("evaluated", new UnsignedIntType(impact.evaluated()));
        answer.addParameter("changed", new UnsignedIntType(impact.changes().size()));
        answer.addParameter("decisionsChanged", new UnsignedIntType((int) impact.changes().stream()
                .filter(change -> !change.decision().isEmpty())
                .count()));
        answer.addParameter("failed", new UnsignedIntType(impact.failed().size()));
        answer.addParameter("incomplete", new UnsignedIntType(impact.incomplete()));
        answer.addParameter("complete", new BooleanType(impact.complete()));
        if (!impact.complete() && impact.last() != null) {
            answer.addParameter("next", new StringType(impact.last()));
        }
        counted(impact, change -> Stream.of(label(change.made().result()) + " -> " + label(change.now())))
                .forEach((transition, count) -> counts(answer, "transition", transition, count));
        counted(impact, change -> change.criteria().stream().map(each -> String.valueOf(each.criterion())))
                .forEach((criterion, count) -> counts(answer, "criterion", criterion, count));
        impact.changes().forEach(change -> change(answer.addParameter().setName("change"), change));
        impact.failed().forEach(failure -> failure(answer.addParameter().setName("failure"), failure));
        return answer;
    }

    private static Map<String, Integer> counted(Impact impact, Function<Change, Stream<String>> labels) {
        Map<String, Integer> counts = new TreeMap<>(Comparator.naturalOrder());
        impact.changes().stream().flatMap(labels).forEach(label -> counts.merge(label, 1, Integer::sum));
        return counts;
    }

    private static void counts(Parameters answer, String name, String what, int count) {
        ParametersParameterComponent parameter = answer.addParameter().setName(name);
        ReplayAnswer.add(parameter, "what", new StringType(what));
        ReplayAnswer.add(parameter, "count", new UnsignedIntType(count));
    }

    /** {@code A1}, or {@code A4 nurse}; a pended item without a queue waits for documents. */
    private static String label(Result result) {
        return result.queue() == null ? result.action() : result.action() + " " + result.queue();
    }

    private static void failure(ParametersParameterComponent parameter, Failure failure) {
        ReplayAnswer.request(parameter, failure.made());
        ReplayAnswer.add(parameter, "reason", new StringType(failure.reason()));
    }

    private static void change(ParametersParameterComponent parameter, Change change) {
        ReplayAnswer.request(parameter, change.made());
        ReplayAnswer.result(
                parameter.addPart().setName("recorded"), change.made().result());
        ReplayAnswer.result(parameter.addPart().setName("draft"), change.now());
        for (List<Difference> differences : List.of(change.decision(), change.criteria())) {
            differences.forEach(
                    difference -> ReplayAnswer.difference(parameter.addPart().setName("difference"), difference));
        }
        change.lost().forEach(reference -> ReplayAnswer.add(parameter, "lost", new Reference(reference)));
    }
}
