package org.precept.dtr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemAnswerComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;

class ResponseR201Test {
    private static final Reference ORDER = new Reference("MedicationRequest/order-1");
    private final TinyForm content = new TinyForm();

    @Test
    void theCoverageIsTheFirstContext() {
        QuestionnaireResponse draft = draft(List.of(ORDER), List.of());
        draft.addExtension("https://precept.example/mine", new CodeType("kept"));

        DtrEdition.R2_0_1.say(draft);

        assertThat(draft.getExtensionsByUrl(Dtr.QR_CONTEXT))
                .extracting(extension -> ((Reference) extension.getValue()).getReference())
                .containsExactly("Coverage/cov-1", "MedicationRequest/order-1");
        assertThat(draft.hasExtension(Dtr.QR_COVERAGE)).isFalse();
        assertThat(draft.hasExtension("https://precept.example/mine")).isTrue();
    }

    @Test
    void theUseHasTheCodeSystemOfItsTime() {
        QuestionnaireResponse draft = draft(List.of(ORDER), List.of());

        DtrEdition.R2_0_1.say(draft);

        CodeableConcept use =
                (CodeableConcept) draft.getExtensionByUrl(Dtr.INTENDED_USE).getValue();
        assertThat(use.getCodingFirstRep().getSystem()).isEqualTo("http://hl7.org/fhir/us/davinci-crd/CodeSystem/temp");
        assertThat(use.getCodingFirstRep().getCode()).isEqualTo("withpa");
    }

    @Test
    void softwareIsAutoAtEveryDepthAndPeopleStayWhoTheyAre() {
        QuestionnaireResponseItemComponent inner = item("inner", "auto-client");
        QuestionnaireResponseItemComponent outer = item("outer", "auto-server");
        outer.getAnswerFirstRep().addItem(inner);
        QuestionnaireResponseItemComponent byHand = item("by-hand", "override");
        QuestionnaireResponseItemComponent group = new QuestionnaireResponseItemComponent();
        group.setLinkId("group").addItem(byHand);
        QuestionnaireResponse draft = draft(List.of(ORDER), List.of(outer, group));

        DtrEdition.R2_0_1.say(draft);

        assertThat(List.of(source(outer), source(inner), source(byHand))).containsExactly("auto", "auto", "override");
    }

    @Test
    void theGuidesProfileIsClaimedOnlyWhereAllItWantsIsThere() {
        List<QuestionnaireResponseItemComponent> items = List.of(item("a", "auto-server"));

        assertThat(profile(draft(List.of(ORDER), items))).isEqualTo(Dtr.RESPONSE);
        assertThat(profile(draft(List.of(), items))).isEqualTo(Dtr.SDC + "sdc-questionnaireresponse");
        assertThat(profile(draft(List.of(ORDER), List.of()))).isEqualTo(Dtr.SDC + "sdc-questionnaireresponse");
        QuestionnaireResponse adaptive = draft(List.of(ORDER), items);
        adaptive.addContained(new Questionnaire());
        assertThat(profile(adaptive)).isEqualTo(Dtr.SDC + "sdc-questionnaireresponse-adapt");
    }

    @Test
    void aResponseWithoutAnswersBeginsWithTheFirstQuestion() {
        content.add(content.item("hello", QuestionnaireItemType.DISPLAY));
        content.add(content.item("first", QuestionnaireItemType.BOOLEAN));
        QuestionnaireResponse draft = draft(List.of(ORDER), List.of());

        ResponseR201.begin(draft, content.questionnaire);

        assertThat(draft.getItem()).singleElement().satisfies(item -> {
            assertThat(item.getLinkId()).isEqualTo("first");
            assertThat(item.hasAnswer()).isFalse();
        });
    }

    @Test
    void theMemberIsStillFound() {
        QuestionnaireResponse draft = draft(List.of(ORDER), List.of());

        DtrEdition.R2_0_1.say(draft);

        assertThat(ResponseSubject.of(draft).member())
                .contains(new ResponseSubject.MemberNumber("mmm", FakePayer.NUMBER));
    }

    private QuestionnaireResponse draft(List<Reference> contexts, List<QuestionnaireResponseItemComponent> items) {
        Reference coverage = new Reference("Coverage/cov-1");
        coverage.setIdentifier(new ResponseSubject.MemberNumber("mmm", FakePayer.NUMBER).identifier());
        ClosedPackage closed = PackageCloser.close(content.questionnaire, content, LocalDate.of(2026, 3, 1));
        return new DraftResponse(
                        new Reference("Patient/pat-1"), coverage, contexts, Instant.parse("2026-03-01T10:00:00Z"))
                .of(closed, items);
    }

    private static String profile(QuestionnaireResponse draft) {
        DtrEdition.R2_0_1.say(draft);
        return draft.getMeta().getProfile().get(0).getValue();
    }

    private static QuestionnaireResponseItemComponent item(String linkId, String source) {
        QuestionnaireResponseItemComponent item = new QuestionnaireResponseItemComponent();
        item.setLinkId(linkId);
        QuestionnaireResponseItemAnswerComponent answer = item.addAnswer();
        answer.setValue(new BooleanType(true));
        answer.addExtension()
                .setUrl(Dtr.INFORMATION_ORIGIN)
                .addExtension(new Extension("source", new CodeType(source)));
        return item;
    }

    private static String source(QuestionnaireResponseItemComponent item) {
        return item.getAnswerFirstRep()
                .getExtensionByUrl(Dtr.INFORMATION_ORIGIN)
                .getExtensionByUrl("source")
                .getValue()
                .primitiveValue();
    }
}
