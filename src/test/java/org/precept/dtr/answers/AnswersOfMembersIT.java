package org.precept.dtr.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Coverage.CoverageStatus;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.precept.fhir.CodeSystems;
import org.precept.support.EnrolledMember;
import org.precept.support.Reply;

/** Answers reach the record of the member they are about, whoever's Patient they refer to, and nobody else's. */
class AnswersOfMembersIT extends AnswersServerTest {

    @Test
    void answersAboutTheEhrsPatientCountForTheMember() {
        // Given a member whose snapshot is in memory, and who has no date of a last course on record
        EnrolledMember member = member("count");
        assertThat(filled(member)).doesNotContain("2024-05-06");

        // When the form app stores answers that refer to the EHR's Patient
        QuestionnaireResponse response = response(member, INITIAL);
        response.setSubject(new Reference("Patient/pat-1"));
        Reply reply = post(answer(response, "last-course-date", new DateType("2024-05-06")));

        // Then they are the member's, and fill the next form
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        Bundle found =
                read(Bundle.class, client.get("/fhir/QuestionnaireResponse?subject=Patient/" + member.patient()));
        assertThat(found.getEntry()).hasSize(1);
        assertThat(filled(member)).contains("2024-05-06");
    }

    @Test
    void draftsDoNotCount() {
        EnrolledMember member = member("draft");
        QuestionnaireResponse draft = response(member, INITIAL);
        draft.setStatus(QuestionnaireResponse.QuestionnaireResponseStatus.INPROGRESS);

        assertThat(post(answer(draft, "last-course-date", new DateType("2024-05-06")))
                        .status())
                .isEqualTo(201);
        assertThat(filled(member)).doesNotContain("2024-05-06");
    }

    @Test
    void whoKnowsOurPatientNeedsNoIdentifier() {
        EnrolledMember member = member("own");
        QuestionnaireResponse response = response(member, INITIAL);
        response.getExtension().clear();
        response.setSubject(new Reference("Patient/" + member.patient()));

        QuestionnaireResponse stored = read(QuestionnaireResponse.class, post(response));

        assertThat(stored.getSubject().hasExtension()).isFalse();
    }

    @Test
    void theReferenceMayNameThisServer() {
        EnrolledMember member = member("base");
        QuestionnaireResponse response = response(member, INITIAL);
        response.setSubject(
                new Reference(client.uri("/fhir/Patient/" + member.patient()).toString()));

        QuestionnaireResponse stored = read(QuestionnaireResponse.class, post(response));

        assertThat(stored.getSubject().getReference()).isEqualTo("Patient/" + member.patient());
        assertThat(stored.getSubject().hasExtension(Subjects.AS_SENT)).isTrue();
    }

    @Test
    void answersAboutNobodyClearlyAreRefused() {
        QuestionnaireResponse response = response(member("nobody"), INITIAL);
        response.getExtension().clear();

        assertRefused(response, "QuestionnaireResponse.subject", "not clear which member");
    }

    @Test
    void anUnknownNumberIsRefused() {
        QuestionnaireResponse response = response(new EnrolledMember("mmm", "MMM-0000", "nobody"), INITIAL);

        assertRefused(response, "QuestionnaireResponse.extension", "No member with the number");
    }

    @Test
    void numbersThatContradictEachOtherAreRefused() {
        QuestionnaireResponse response = response(member("one"), INITIAL);
        EnrolledMember other = member("other");
        response.getSubject()
                .getIdentifier()
                .setSystem(CodeSystems.memberNumbers(other.payer()))
                .setValue(other.number());

        assertRefused(response, "QuestionnaireResponse", "more than one member");
    }

    @Test
    void anotherPatientOfThisServerIsRefused() {
        QuestionnaireResponse response = response(member("mine"), INITIAL);
        response.setSubject(new Reference("Patient/" + member("theirs").patient()));

        assertRefused(response, "QuestionnaireResponse.subject", "not the member whose number");
    }

    @Test
    void aContainedPatientBornOnAnotherDayIsRefused() {
        QuestionnaireResponse response = response(member("born"), INITIAL);
        Patient patient = new Patient();
        patient.setId("pat");
        patient.setBirthDateElement(new DateType("1901-01-01"));
        response.addContained(patient);
        response.setSubject(new Reference("#pat"));

        assertRefused(response, "QuestionnaireResponse.subject", "another day");
    }

    @Test
    void aFormOfAnotherPayerIsRefused() {
        QuestionnaireResponse response = response(EnrolledMember.copy(client, "anna", "answers-of-payer"), INITIAL);

        assertRefused(response, "QuestionnaireResponse.questionnaire", "member's payer");
    }

    @Test
    void aContextThatIsUnknownIsRefused() {
        QuestionnaireResponse response = response(member("context"), INITIAL);
        Reference context = new Reference();
        context.getIdentifier().setSystem(CodeSystems.ASSERTION).setValue("never-asserted");
        response.addExtension(new Extension(QR_CONTEXT, context));

        assertRefused(response, "QuestionnaireResponse.extension", "Nothing is known for this member");
    }

    @Test
    void aContextThatIsSomebodyElsesIsAsUnknown() {
        EnrolledMember other = member("asked");
        String trace = pended(other);
        QuestionnaireResponse response = response(member("asking"), INITIAL);
        Reference context = new Reference();
        context.getIdentifier().setSystem(CodeSystems.TRACE).setValue(trace);
        response.addExtension(new Extension(QR_CONTEXT, context));

        assertRefused(response, "QuestionnaireResponse.extension", "Nothing is known for this member");
    }

    @Test
    void aContextTellsTheMember() {
        EnrolledMember member = member("told");
        QuestionnaireResponse response = response(member, INITIAL);
        response.getExtension().clear();
        Reference context = new Reference();
        context.getIdentifier().setSystem(CodeSystems.TRACE).setValue(pended(member));
        response.addExtension(new Extension(QR_CONTEXT, context));

        QuestionnaireResponse stored = read(QuestionnaireResponse.class, post(response));

        assertThat(stored.getSubject().getReference()).isEqualTo("Patient/" + member.patient());
    }

    /** The trace number of a request that lacks documentation. */
    private String pended(EnrolledMember member) {
        Reply reply = client.post(
                "/fhir/Claim/$submit",
                member.request().item("J0202", 60, "22", null).json());
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return read(Bundle.class, reply).getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(ClaimResponse.class::isInstance)
                .map(ClaimResponse.class::cast)
                .flatMap(response -> response.getItemFirstRep().getExtension().stream())
                .filter(extension -> extension.getUrl().endsWith("extension-administrationReferenceNumber"))
                .map(extension -> extension.getValue().primitiveValue())
                .findFirst()
                .orElseThrow(() -> new AssertionError(reply.body()));
    }

    private void assertRefused(QuestionnaireResponse response, String expression, String text) {
        Reply reply = post(answer(response, "hiv-negative", new BooleanType(true)));

        assertThat(reply.status()).as(reply.body()).isEqualTo(422);
        assertThat(firstIssue(reply).getExpression().get(0).getValue()).isEqualTo(expression);
        assertThat(firstIssue(reply).getDiagnostics()).contains(text).doesNotContain("MMM-");
    }

    /** What the server fills into a new form of the member. */
    private String filled(EnrolledMember member) {
        Coverage coverage = new Coverage();
        coverage.setId("Coverage/cov-1");
        coverage.setStatus(CoverageStatus.ACTIVE)
                .setSubscriberId(member.number())
                .setBeneficiary(new Reference("Patient/pat-1"));
        coverage.addPayor().getIdentifier().setSystem(CodeSystems.PAYER).setValue(member.payer());
        Parameters request = new Parameters();
        request.addParameter().setName("coverage").setResource(coverage);
        request.addParameter().setName("questionnaire").setValue(new CanonicalType(INITIAL));
        Reply reply = client.post("/fhir/Questionnaire/$questionnaire-package", json(request));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return read(Parameters.class, reply).getParameter().stream()
                .filter(parameter -> parameter.getResource() instanceof Bundle)
                .flatMap(parameter -> List.copyOf(((Bundle) parameter.getResource()).getEntry()).stream())
                .filter(entry -> entry.getResource() instanceof QuestionnaireResponse)
                .map(entry -> json(entry.getResource()))
                .findFirst()
                .orElseThrow();
    }

    private EnrolledMember member(String name) {
        return EnrolledMember.copy(client, "ben", "answers-of-" + name);
    }
}
