package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Coverage.CoverageStatus;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.precept.cases.CaseFacts;
import org.precept.determination.Authorization;
import org.precept.pas.PayerAtWork.Decided;
import org.precept.pas.PayerAtWork.Said;
import org.precept.record.Member;
import org.precept.support.DemoMember;

/**
 * Nothing said at order-sign is contradicted at {@code $submit} with the same evidence, whichever comes first: for every
 * demo member with the request that {@code requests/} has for them, and for every policy case.
 */
class NothingSaidIsContradictedTest {
    private static final Path REQUESTS = Path.of("requests");
    private static final Path MEMBERS = Path.of("fhir-resources/members");

    @TestFactory
    Stream<DynamicTest> demoMembers() {
        return names().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    String text = Files.readString(REQUESTS.resolve("submit-" + name + ".json"));
                    check(() -> PasDoor.parse(text), demo(name, PasDoor.parse(text)), List.of());
                }));
    }

    @TestFactory
    Stream<DynamicTest> policyCases() {
        return CaseFacts.all().stream()
                .map(facts -> DynamicTest.dynamicTest(
                        facts.name(),
                        () -> check(
                                () -> SubmittedCase.of(facts),
                                member(facts),
                                facts.ledger().authorizations())));
    }

    private interface Request {
        Bundle fresh();
    }

    private static void check(Request request, Member member, List<Authorization> approved) {
        PayerAtWork asking = new PayerAtWork(member, approved);
        Said whatIf = asking.sign(request.fresh(), true);
        assertThat(asking.memory.stored(Claim.class))
                .as("what-if files nothing")
                .isEmpty();

        PayerAtWork signing = new PayerAtWork(member, approved);
        Said signed = signing.sign(request.fresh(), false);
        Decided honoured = signing.submit(annotated(request.fresh(), signed));

        PayerAtWork submitting = new PayerAtWork(member, approved);
        Decided decided = submitting.submit(request.fresh());
        Said after = submitting.sign(request.fresh(), false);

        if (whatIf.part("pa-needed").equals("satisfied")) {
            onFileBefore(whatIf, signed, honoured);
            return;
        }
        agree(whatIf, decided);
        if (decided.error() || !decided.action().equals("A1")) {
            assertThat(signed.part("pa-needed")).isEqualTo(whatIf.part("pa-needed"));
            assertThat(signed.part("reason")).isEqualTo(whatIf.part("reason"));
            agree(signed, honoured);
            agree(after, decided);
            assertThat(signing.memory.approvals()).hasSize(approved.size());
        } else {
            assertThat(signed.part("pa-needed")).isEqualTo("satisfied");
            assertThat(honoured.action()).isEqualTo("A1");
            assertThat(honoured.response().getPreAuthRef()).isEqualTo(signed.part("satisfied-pa-id"));
            assertThat(after.part("pa-needed")).isEqualTo("satisfied");
            assertThat(after.part("satisfied-pa-id"))
                    .isEqualTo(decided.response().getPreAuthRef());
            assertThat(signing.memory.approvals()).hasSize(approved.size() + 1);
            assertThat(submitting.memory.approvals()).hasSize(approved.size() + 1);
        }
    }

    private static void onFileBefore(Said whatIf, Said signed, Decided honoured) {
        assertThat(signed.part("satisfied-pa-id")).isEqualTo(whatIf.part("satisfied-pa-id"));
        assertThat(honoured.action()).isEqualTo("A1");
        assertThat(honoured.response().getPreAuthRef()).isEqualTo(signed.part("satisfied-pa-id"));
    }

    /** What order-sign says without approving anything, and what a request is answered with. */
    private static void agree(Said said, Decided decided) {
        String reason = said.part("reason");
        if (decided.error()) {
            assertThat(said.part("covered")).isIn("not-covered", "indeterminate");
            assertThat(said.part("pa-needed")).isIn("", "indeterminate");
            return;
        }
        if (said.determination().isPresent() && said.determination().get().hasModuleCanonicalType()) {
            assertThat(PayerAtWork.findings(said.determination().get()))
                    .isEqualTo(PayerAtWork.findings(decided.determination().orElseThrow()));
            assertThat(PayerAtWork.asked(said.determination().get()))
                    .isEqualTo(PayerAtWork.asked(decided.determination().orElseThrow()));
        }
        switch (decided.action() + decided.reason()) {
            case "A1" -> {
                assertThat(said.part("pa-needed")).isEqualTo("auth-needed");
                assertThat(said.part("doc-needed")).isEmpty();
                assertThat(reason).contains("meets every criterion");
            }
            case "A40V" -> {
                assertThat(said.part("pa-needed")).isEqualTo("auth-needed");
                assertThat(said.part("doc-needed")).isEmpty();
                assertThat(reason).contains("A " + decided.queue() + " reviews the request");
            }
            case "A40U" -> {
                if (said.part("covered").equals("conditional")) {
                    assertThat(said.part("info-needed")).isEqualTo("detail-code");
                } else {
                    assertThat(said.part("pa-needed")).isEqualTo("auth-needed");
                    assertThat(said.part("doc-needed")).isEqualTo("clinical");
                    assertThat(PayerAtWork.asked(decided.determination().orElseThrow()))
                            .allSatisfy(question -> assertThat(question)
                                    .startsWith(said.part("questionnaire").replaceAll("\\|.*", "")));
                }
            }
            default -> throw new AssertionError("unexpected " + decided.action() + " " + decided.reason());
        }
    }

    /** The request with the order as the EHR keeps it after signing (resp-46). */
    private static Bundle annotated(Bundle request, Said signed) {
        Claim claim = (Claim) request.getEntryFirstRep().getResource();
        JsonNode order = signed.order();
        if (order.isMissingNode()) {
            return request;
        }
        DomainResource resource = (DomainResource) PasDoor.FHIR.newJsonParser().parseResource(order.toString());
        String ordered = claim.getItemFirstRep().hasExtension(Pas.REQUESTED_SERVICE)
                ? ((Reference) claim.getItemFirstRep()
                                .getExtensionByUrl(Pas.REQUESTED_SERVICE)
                                .getValue())
                        .getReference()
                : "";
        for (Bundle.BundleEntryComponent entry : request.getEntry()) {
            if (entry.getFullUrl().equals(ordered)) {
                entry.setResource(resource);
                return request;
            }
        }
        String name = "urn:uuid:" + UUID.randomUUID();
        request.addEntry().setFullUrl(name).setResource(resource);
        claim.getItemFirstRep().addExtension(Pas.REQUESTED_SERVICE, new Reference(name));
        return request;
    }

    private static Member demo(String name, Bundle request) {
        Coverage stated = request.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(Coverage.class::isInstance)
                .map(Coverage.class::cast)
                .findFirst()
                .orElseThrow();
        String payer = request.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(Organization.class::isInstance)
                .flatMap(organization -> ((Organization) organization).getIdentifier().stream())
                .filter(identifier -> "https://precept.example/payer".equals(identifier.getSystem()))
                .map(Identifier::getValue)
                .findFirst()
                .orElseThrow();
        DemoMember member = DemoMember.named(name);
        return new Member(
                payer, stated.getSubscriberId(), member.patient(), DemoMember.coverages(name), member.record());
    }

    private static Member member(CaseFacts facts) {
        Coverage coverage = new Coverage();
        coverage.setStatus(CoverageStatus.ACTIVE).setSubscriberId(SubmittedCase.NUMBER);
        return new Member(
                facts.request().payer(), SubmittedCase.NUMBER, facts.member(), List.of(coverage), facts.record());
    }

    private static List<String> names() {
        try (Stream<Path> files = Files.list(MEMBERS)) {
            return files.map(file -> String.valueOf(file.getFileName()).replace(".json", ""))
                    .filter(name -> Files.exists(REQUESTS.resolve("submit-" + name + ".json")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
