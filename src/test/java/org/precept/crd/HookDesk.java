package org.precept.crd;

import static java.nio.charset.StandardCharsets.UTF_8;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.precept.crd.ehr.FhirServers;
import org.precept.criteria.CriteriaEngine;
import org.precept.determination.Determiner;
import org.precept.determination.EvidenceAssembler;
import org.precept.policy.PolicyContent;
import org.precept.record.Ledgers;
import org.precept.record.Members;
import org.precept.record.RequestContexts;
import org.precept.record.UnsolicitedDeterminations;
import org.precept.support.RealContent;
import org.springframework.mock.env.MockEnvironment;

/** The hooks below HTTP, on ports that a test brings, with the shipped policies; for tests of other packages too. */
public final class HookDesk {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final HookService service;
    private final RequestContexts contexts;

    /** A desk on these ports. */
    public HookDesk(
            CriteriaEngine engine,
            Members members,
            Ledgers ledgers,
            RequestContexts contexts,
            UnsolicitedDeterminations determinations) {
        this.service =
                service(FakePayer.limits(Duration.ofSeconds(4)), engine, members, ledgers, contexts, determinations);
        this.contexts = contexts;
    }

    /**
     * What was answered.
     *
     * @param answer with cards and system actions
     * @param determinations as they are kept
     */
    public record Reply(JsonNode answer, List<GuidanceResponse> determinations) {}

    /** Answers a call of order-sign and remembers its assertions. */
    public Reply sign(String call, Instant received) {
        HookAnswer answer = service.answer(
                HookRequestReader.read(call.getBytes(UTF_8), HookKind.ORDER_SIGN, Edition.R2_2), received);
        answer.contexts().forEach(contexts::remember);
        return new Reply(new Answered(answer).json(), answer.determinations());
    }

    static HookService service(
            CrdProperties limits,
            CriteriaEngine engine,
            Members members,
            Ledgers ledgers,
            RequestContexts contexts,
            UnsolicitedDeterminations determinations) {
        PolicyContent content = RealContent.policies();
        EvidenceAssembler assembler = new EvidenceAssembler(content.questionnaires());
        AdviceCards advice = new AdviceCards(content.advice(), engine);
        OrderAssessor assessor = new OrderAssessor(
                new InsuranceFinder(
                        content.payers(), content.payers().find("mmm").orElseThrow()),
                content.policies(),
                content.products(),
                members,
                ledgers,
                assembler,
                new Determiner(engine),
                advice,
                new EncounterAssessor(
                        content.policies(),
                        content.products(),
                        new EncounterAdvice(content.advice(), advice),
                        assembler));
        PolicyLinks links =
                new PolicyLinks(new MockEnvironment().withProperty("precept.public-url", "https://payer.example/"));
        return new HookService(
                FhirContext.forR4Cached(),
                limits,
                new FhirServers(List.of(), true),
                HTTP,
                assessor,
                new CardSelection(content.products(), content.advice(), links),
                new UnsolicitedApprovals(determinations),
                new OrderUpdates(content.products(), links, contexts),
                ZoneOffset.UTC);
    }
}
