package org.precept.pas;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Task;
import org.precept.cases.CaseFacts;
import org.precept.crd.HookDesk;
import org.precept.determination.Authorization;
import org.precept.determination.Determiner;
import org.precept.determination.EvidenceAssembler;
import org.precept.policy.PolicyContent;
import org.precept.record.Deadlines;
import org.precept.record.Member;
import org.precept.record.Overlaps;
import org.precept.support.RealContent;

/** A payer with one member, its shipped policies and CQL, answering hooks and requests on one record in memory. */
final class PayerAtWork {
    private static final Instant NOW = Instant.parse("2026-11-16T10:00:00Z");

    final Memory memory = new Memory();
    private final SubmitService submit;
    private final HookDesk hooks;

    PayerAtWork(Member member, List<Authorization> approved) {
        PolicyContent content = RealContent.policies();
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        ItemPlanner planner = new ItemPlanner(content.policies(), content.products());
        Determiner determiner = new Determiner(CaseFacts.engine());
        ItemDecider decider = new ItemDecider(
                new EvidenceAssembler(content.questionnaires()),
                determiner,
                memory,
                memory,
                memory.files,
                new Overlaps(content.policies()));
        OpenFiles open = new OpenFiles(memory, memory, memory.files);
        Filing filing = new Filing(
                PasDoor.FHIR, memory, memory, memory, memory, memory.files, memory.files, open, content.policies());
        RequestUpdates updates = new RequestUpdates(
                PasDoor.FHIR,
                memory.files,
                open,
                new Updates(
                        PasDoor.FHIR,
                        planner,
                        decider,
                        new Prescriptions(PasDoor.FHIR, new MemoryDocuments(), content.products())),
                filing,
                clock);
        RequestAppeals appeals = new RequestAppeals(
                PasDoor.FHIR,
                memory.files,
                new AppealCheck(memory.files, new Deadlines(content.policies())),
                updates,
                planner,
                decider,
                memory,
                memory,
                filing,
                clock);
        submit = new SubmitService(
                PasDoor.FHIR,
                new MemberIdentification(content.payers()),
                planner,
                decider,
                filing,
                updates,
                appeals,
                memory,
                memory,
                memory,
                clock);
        SigningService signing = new SigningService(
                content.payers(), content.products(), planner, decider, filing, memory, memory, clock);
        hooks = new HookDesk(CaseFacts.engine(), memory, memory, memory, signing);
        memory.enrol(member);
        approved.forEach(authorization -> memory.add(member.payer(), member.number(), authorization, "claim", 1));
    }

    /**
     * What a call of order-sign says of its order.
     *
     * @param determination as it is kept, empty when criteria were not computed
     */
    record Said(JsonNode order, Optional<GuidanceResponse> determination) {
        /** A part of the statement on the order, empty when it has none. */
        String part(String url) {
            for (JsonNode statement : order.path("extension")) {
                for (JsonNode part : statement.path("extension")) {
                    if (part.path("url").asText().equals(url)) {
                        return part.properties().stream()
                                .filter(field -> field.getKey().startsWith("value"))
                                .map(field -> field.getValue().isTextual()
                                        ? field.getValue().textValue()
                                        : field.getValue().toString())
                                .collect(Collectors.joining());
                    }
                }
            }
            return "";
        }
    }

    /**
     * What a request is answered with.
     *
     * @param queue of the review Task, empty when there is none
     */
    record Decided(ClaimResponse response, Optional<GuidanceResponse> determination, String queue) {
        boolean error() {
            return response.hasError();
        }

        String action() {
            return PasDoor.action(response, 0);
        }

        String reason() {
            return PasDoor.review(response, 0).hasExtension("reasonCode") ? PasDoor.reason(response, 0) : "";
        }
    }

    Said sign(Bundle request, boolean whatIf) {
        HookDesk.Reply reply = hooks.sign(SigningCall.of(request, whatIf), NOW);
        return new Said(
                reply.answer().at("/systemActions/0/resource"),
                reply.determinations().stream().findFirst());
    }

    Decided submit(Bundle request) {
        int tasks = memory.stored(Task.class).size();
        int records = memory.stored(GuidanceResponse.class).size();
        ClaimResponse response =
                PasDoor.response(PasDoor.parse(submit.submit(PasDoor.bytes(request), PasDoor.BASE, PasEdition.R2_2)));
        return new Decided(
                response,
                memory.stored(GuidanceResponse.class).stream().skip(records).findFirst(),
                memory.stored(Task.class).stream()
                        .skip(tasks)
                        .filter(Task::hasPerformerType)
                        .map(task -> task.getPerformerTypeFirstRep()
                                .getCodingFirstRep()
                                .getCode())
                        .collect(Collectors.joining()));
    }

    /** Phase and result of every criterion. */
    static TreeMap<String, String> findings(GuidanceResponse record) {
        TreeMap<String, String> findings = new TreeMap<>();
        Parameters parameters = (Parameters) record.getContained().get(0);
        for (ParametersParameterComponent parameter : parameters.getParameter()) {
            if (parameter.getName().equals("criterion")) {
                findings.put(value(parameter, "id"), value(parameter, "result") + value(parameter, "conflict"));
            } else if (!parameter.getName().equals("item")) {
                findings.put(parameter.getName(), parameter.getValue().primitiveValue());
            }
        }
        return findings;
    }

    /** The questions that are asked for. */
    static Set<String> asked(GuidanceResponse record) {
        return record.getDataRequirement().stream()
                .flatMap(requirement -> requirement.getCodeFilter().stream())
                .flatMap(filter -> filter.getCode().stream())
                .map(coding -> coding.getSystem() + " " + coding.getCode())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String value(ParametersParameterComponent parameter, String part) {
        return parameter.getPart().stream()
                .filter(each -> each.getName().equals(part))
                .map(each -> each.getValue().primitiveValue())
                .collect(Collectors.joining());
    }
}
