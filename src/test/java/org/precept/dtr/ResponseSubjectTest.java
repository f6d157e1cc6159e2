package org.precept.dtr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.precept.dtr.ResponseSubject.MemberNumber;
import org.precept.fhir.CodeSystems;
import org.precept.record.RequestContext;
import org.precept.record.RequestContext.Kind;

class ResponseSubjectTest {
    private final FakePayer payer = new FakePayer();

    @Test
    void readsTheMemberBesideTheClientsCoverage() {
        QuestionnaireResponse response = new QuestionnaireResponse();
        response.addExtension(Dtr.QR_COVERAGE, coverage("mmm", "M-1"));

        assertThat(ResponseSubject.of(response).member()).contains(new MemberNumber("mmm", "M-1"));
    }

    @Test
    void readsTheMemberOfAnEarlierEditionFromTheContexts() {
        QuestionnaireResponse response = new QuestionnaireResponse();
        response.addExtension(Dtr.QR_CONTEXT, new Reference("MedicationRequest/1"));
        response.addExtension(Dtr.QR_CONTEXT, coverage("mmm", "M-1"));

        assertThat(ResponseSubject.of(response).member()).contains(new MemberNumber("mmm", "M-1"));
    }

    @Test
    void twoMembersAreNone() {
        QuestionnaireResponse response = new QuestionnaireResponse();
        response.addExtension(Dtr.QR_COVERAGE, coverage("mmm", "M-1"));
        response.addExtension(Dtr.QR_COVERAGE, coverage("mmm", "M-2"));

        assertThat(ResponseSubject.of(response).member()).isEmpty();
    }

    @Test
    void whatNamesNobodyIsAboutNobody() {
        QuestionnaireResponse response = new QuestionnaireResponse().setSubject(new Reference("Patient/1"));
        response.addExtension(Dtr.QR_COVERAGE, new Reference("Coverage/1"));
        response.addExtension(new Extension("https://example.org/other", coverage("mmm", "M-1")));

        ResponseSubject subject = ResponseSubject.of(response);

        assertThat(subject.member()).isEmpty();
        assertThat(subject.contexts()).isEmpty();
        assertThat(subject.known(payer)).isEmpty();
    }

    @Test
    void aContextOfAnotherMemberIsUnknown() {
        payer.remember(context("own", Kind.TRACE, "mmm", "M-1"));
        payer.remember(context("of-nobody", Kind.ASSERTION, "mmm", null));
        payer.remember(context("of-another", Kind.TRACE, "mmm", "M-2"));
        payer.remember(context("of-another-payer", Kind.ASSERTION, "cigna", "M-1"));
        QuestionnaireResponse response = new QuestionnaireResponse();
        response.addExtension(Dtr.QR_COVERAGE, coverage("mmm", "M-1"));
        payer.remembered
                .values()
                .forEach(context -> response.addExtension(Dtr.QR_CONTEXT, RecordedContext.reference(context)));
        response.addExtension(Dtr.QR_CONTEXT, trace("never-was"));

        ResponseSubject subject = ResponseSubject.of(response);

        assertThat(subject.contexts()).hasSize(5);
        assertThat(subject.known(payer)).extracting(RequestContext::id).containsExactlyInAnyOrder("own", "of-nobody");
    }

    private static RequestContext context(String id, Kind kind, String payer, String member) {
        return new RequestContext(id, kind, payer, member, List.of(), Instant.EPOCH);
    }

    private static Reference trace(String id) {
        Reference reference = new Reference();
        reference.getIdentifier().setSystem(CodeSystems.TRACE).setValue(id);
        return reference;
    }

    private static Reference coverage(String payer, String number) {
        return new Reference("Coverage/1").setIdentifier(new MemberNumber(payer, number).identifier());
    }
}
