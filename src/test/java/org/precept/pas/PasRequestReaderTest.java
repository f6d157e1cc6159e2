package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.precept.fhir.RejectedRequest;
import org.precept.support.PasBundle;

/** What cannot be processed is refused with all that is wrong, each by its FHIRPath; what can be is not. */
class PasRequestReaderTest {

    private static final String CLAIM = "Bundle.entry[0].resource";

    private final MessageReader reader = new MessageReader(FhirContext.forR4Cached());

    @Test
    void takesARequestThatTheProfileAllows() {
        assertThatCode(() -> read(bundle())).doesNotThrowAnyException();
    }

    @Test
    void takesRelativeReferencesBesideRestUrls() {
        String json = PasBundle.json(bundle());
        Bundle bundle = MessageReader.parser(FhirContext.forR4Cached()).parseResource(Bundle.class, json);
        for (Bundle.BundleEntryComponent entry : bundle.getEntry()) {
            String id = entry.getResource().getIdElement().getIdPart();
            json = json.replace(
                    "\"fullUrl\":\"urn:uuid:" + id,
                    "\"fullUrl\":\"https://ehr.example/fhir/"
                            + entry.getResource().fhirType() + "/" + id);
            json = json.replace("urn:uuid:" + id, entry.getResource().fhirType() + "/" + id);
        }
        String relative = json;

        assertThatCode(() -> PasRequestReader.request(
                        reader.read(relative.getBytes(StandardCharsets.UTF_8), PasEdition.R2_2)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void refuses(String name, Consumer<Bundle> mistake, int status, String path) {
        Bundle bundle = bundle();
        mistake.accept(bundle);

        RejectedRequest rejection = catchThrowableOfType(() -> read(bundle), RejectedRequest.class);

        assertThat(rejection).as("refused").isNotNull();
        assertThat(rejection.status()).isEqualTo(status);
        assertThat(rejection.outcome().getIssue())
                .extracting(issue -> issue.getExpression().get(0).getValue())
                .contains(path);
        assertThat(rejection.outcome().getIssue())
                .allSatisfy(issue -> assertThat(issue.getDiagnostics()).isNotBlank());
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("no entry", b -> b.setEntry(null), "Bundle.entry"),
                mistake("type", b -> b.setType(BundleType.TRANSACTION), "Bundle.type"),
                mistake("identifier", b -> b.setIdentifier(null), "Bundle.identifier"),
                mistake("timestamp", b -> b.setTimestamp(null), "Bundle.timestamp"),
                mistake(
                        "first entry is not the Claim",
                        b -> b.getEntry().add(b.getEntry().remove(0)),
                        CLAIM),
                mistake(
                        "two Claims",
                        b -> b.addEntry()
                                .setFullUrl("urn:uuid:6c1f0f5e-7f5b-4a53-9a7b-5cf2c7ad3b11")
                                .setResource(new Claim()),
                        "Bundle.entry[7].resource"),
                mistake("fullUrl", b -> b.getEntry().get(1).setFullUrl(null), "Bundle.entry[1].fullUrl"),
                mistake(
                        "relative fullUrl",
                        b -> b.getEntry().get(1).setFullUrl("Patient/1"),
                        "Bundle.entry[1].fullUrl"),
                mistake(
                        "same fullUrl twice",
                        b -> b.addEntry(b.getEntry().get(1).copy()),
                        "Bundle.entry[7].fullUrl"),
                mistake("patient not in the Bundle", b -> b.getEntry().remove(1), CLAIM + ".patient"),
                mistake("coverage not in the Bundle", b -> b.getEntry().remove(2), CLAIM + ".insurance[0].coverage"),
                mistake(
                        "practitioner behind the role not in the Bundle",
                        b -> b.getEntry().remove(6),
                        "Bundle.entry[5].resource.practitioner"),
                mistake(
                        "patient is something else",
                        b -> claim(b).setPatient(claim(b).getInsurer()),
                        CLAIM + ".patient"),
                mistake(
                        "coverage of someone else",
                        b -> {
                            b.addEntry()
                                    .setFullUrl("urn:uuid:6c1f0f5e-7f5b-4a53-9a7b-5cf2c7ad3b11")
                                    .setResource(new Patient().setId("other"));
                            ((Coverage) b.getEntry().get(2).getResource())
                                    .setBeneficiary(new Reference("urn:uuid:6c1f0f5e-7f5b-4a53-9a7b-5cf2c7ad3b11"));
                        },
                        "Bundle.entry[2].resource.beneficiary"),
                mistake("use", b -> claim(b).setUse(Claim.Use.CLAIM), CLAIM + ".use"),
                mistake("status", b -> claim(b).setStatus(Claim.ClaimStatus.DRAFT), CLAIM + ".status"),
                mistake("no created", b -> claim(b).setCreated(null), CLAIM + ".created"),
                mistake(
                        "created is a month",
                        b -> claim(b).setCreatedElement(new DateTimeType("2026-11")),
                        CLAIM + ".created"),
                mistake("no insurer", b -> claim(b).setInsurer(null), CLAIM + ".insurer"),
                mistake("no provider", b -> claim(b).setProvider(null), CLAIM + ".provider"),
                mistake("no priority", b -> claim(b).setPriority(null), CLAIM + ".priority"),
                mistake("no identifier", b -> claim(b).setIdentifier(null), CLAIM + ".identifier"),
                mistake(
                        "no focal insurance",
                        b -> claim(b).getInsuranceFirstRep().setFocal(false),
                        CLAIM + ".insurance"),
                mistake("no item", b -> claim(b).setItem(null), CLAIM + ".item"),
                mistake("no product", b -> item(b).setProductOrService(null), CLAIM + ".item[0].productOrService"),
                mistake("same item sequence twice", b -> claim(b).addItem(item(b).copy()), CLAIM + ".item[1].sequence"),
                mistake(
                        "same supportingInfo sequence twice",
                        b -> {
                            claim(b).addSupportingInfo().setSequence(1);
                            claim(b).addSupportingInfo().setSequence(1);
                        },
                        CLAIM + ".supportingInfo[1].sequence"),
                mistake(
                        "unknown diagnosis",
                        b -> item(b).addDiagnosisSequence(9),
                        CLAIM + ".item[0].diagnosisSequence"),
                mistake(
                        "served in a month",
                        b -> item(b).setServiced(new DateType("2026-11")),
                        CLAIM + ".item[0].serviced"),
                mistake("nothing requested", b -> item(b).getQuantity().setValue(0), CLAIM + ".item[0].quantity.value"),
                mistake(
                        "less than nothing",
                        b -> item(b).getQuantity().setValue(-5),
                        CLAIM + ".item[0].quantity.value"),
                mistake(
                        "two Claims beside the update",
                        b -> {
                            claim(b).addRelated()
                                    .setClaim(new Reference("urn:uuid:6c1f0f5e-7f5b-4a53-9a7b-5cf2c7ad3b11"));
                            b.addEntry()
                                    .setFullUrl("urn:uuid:6c1f0f5e-7f5b-4a53-9a7b-5cf2c7ad3b11")
                                    .setResource(new Claim());
                            b.addEntry()
                                    .setFullUrl("urn:uuid:6c1f0f5e-7f5b-4a53-9a7b-5cf2c7ad3b12")
                                    .setResource(new Claim());
                        },
                        "Bundle.entry[8].resource"),
                mistake(
                        "two focal insurances",
                        b -> claim(b).addInsurance(
                                        claim(b).getInsuranceFirstRep().copy().setSequence(2)),
                        CLAIM + ".insurance"),
                mistake(
                        "event in a month",
                        b -> claim(b).addSupportingInfo()
                                .setSequence(1)
                                .setCategory(Codes.concept(Pas.TEMP_CODES, "patientEvent", null))
                                .setTiming(new DateType("2026-11")),
                        CLAIM + ".supportingInfo[0].timing"),
                unsupported(
                        "update of two Claims",
                        b -> {
                            claim(b).addRelated()
                                    .setClaim(new Reference("urn:uuid:6c1f0f5e-7f5b-4a53-9a7b-5cf2c7ad3b11"));
                            claim(b).addRelated()
                                    .setClaim(new Reference("urn:uuid:6c1f0f5e-7f5b-4a53-9a7b-5cf2c7ad3b12"));
                        },
                        CLAIM + ".related"),
                unsupported(
                        "other relationship",
                        b -> claim(b).addRelated()
                                .setRelationship(new CodeableConcept().addCoding(new Coding().setCode("sibling"))),
                        CLAIM + ".related[0].relationship"),
                unsupported(
                        "other certification type",
                        b -> item(b).getExtensionByUrl(Pas.CERTIFICATION_TYPE).setValue(certification("6")),
                        CLAIM + ".item[0].extension('" + Pas.CERTIFICATION_TYPE + "')"),
                unsupported(
                        "cancelled and not",
                        b -> {
                            item(b).getExtensionByUrl(Pas.CERTIFICATION_TYPE).setValue(certification("3"));
                            item(b).addModifierExtension(new Extension(Pas.INFO_CANCELLED, new BooleanType(false)));
                        },
                        CLAIM + ".item[0].modifierExtension"),
                unsupported(
                        "unknown modifier of an item",
                        b -> item(b).addModifierExtension().setUrl("https://example.org/turns-it-around"),
                        CLAIM + ".item[0].modifierExtension"),
                unsupported(
                        "unknown modifier deep in the Claim",
                        b -> item(b).addDetail()
                                .addSubDetail()
                                .addModifierExtension()
                                .setUrl("https://example.org/turns-it-around"),
                        CLAIM + ".item[0].detail[0].subDetail[0].modifierExtension"),
                unsupported(
                        "cancelled mark where none belongs",
                        b -> claim(b).getCareTeamFirstRep()
                                .addModifierExtension(new Extension(Pas.INFO_CANCELLED, new BooleanType(true))),
                        CLAIM + ".careTeam[0].modifierExtension"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tolerated")
    void takes(String name, Consumer<Bundle> difference) {
        Bundle bundle = bundle();
        difference.accept(bundle);

        assertThatCode(() -> read(bundle)).doesNotThrowAnyException();
    }

    static Stream<Arguments> tolerated() {
        return Stream.of(
                tolerate(
                        "not cancelled, said in so many words",
                        b -> item(b).addModifierExtension(new Extension(Pas.INFO_CANCELLED, new BooleanType(false)))),
                tolerate(
                        "changed in an initial request",
                        b -> item(b).addExtension(
                                        "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-infoChanged",
                                        new CodeType("changed"))),
                tolerate(
                        "an update that names the earlier Claim without bringing it",
                        b -> claim(b).addRelated().setClaim(new Reference("https://payer.example/fhir/Claim/1"))),
                tolerate("an earlier Claim whose own references lead nowhere", b -> {
                    claim(b).addRelated().setClaim(new Reference("urn:uuid:6c1f0f5e-7f5b-4a53-9a7b-5cf2c7ad3b11"));
                    b.addEntry()
                            .setFullUrl("urn:uuid:6c1f0f5e-7f5b-4a53-9a7b-5cf2c7ad3b11")
                            .setResource(new Claim().setPatient(new Reference("Patient/elsewhere")));
                }),
                tolerate("cancelling all without items", b -> {
                    claim(b).addExtension(Pas.CERTIFICATION_TYPE, certification("3"));
                    claim(b).setItem(null);
                }),
                tolerate("a cancelled item of which only the sequence is left", b -> claim(b).addItem(cancelled(2))),
                tolerate(
                        "an insurance that is not focal",
                        b -> claim(b).addInsurance(claim(b).getInsuranceFirstRep()
                                .copy()
                                .setSequence(2)
                                .setFocal(false))));
    }

    private static Claim.ItemComponent cancelled(int sequence) {
        Claim.ItemComponent item = new Claim.ItemComponent().setSequence(sequence);
        item.addModifierExtension(new Extension(Pas.INFO_CANCELLED, new BooleanType(true)));
        return item;
    }

    private static Arguments tolerate(String name, Consumer<Bundle> difference) {
        return Arguments.of(name, difference);
    }

    @Test
    void namesAllMistakesAtOnce() {
        Bundle bundle = bundle();
        bundle.setTimestamp(null);
        claim(bundle).setPriority(null);
        bundle.getEntry().remove(2);

        RejectedRequest rejection = catchThrowableOfType(() -> read(bundle), RejectedRequest.class);

        assertThat(rejection.outcome().getIssue())
                .extracting(issue -> issue.getExpression().get(0).getValue())
                .contains("Bundle.timestamp", CLAIM + ".priority", CLAIM + ".insurance[0].coverage");
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void refusesWhatIsNoBundle(String body) {
        RejectedRequest rejection =
                catchThrowableOfType(() -> reader.read(bytes(body), PasEdition.R2_2), RejectedRequest.class);

        assertThat(rejection.status()).isEqualTo(400);
        assertThat(rejection.outcome().getIssueFirstRep().getDiagnostics()).doesNotContain("2026-99-99");
    }

    static List<String> bodies() {
        return List.of(
                "",
                "{",
                "no JSON",
                "[]",
                "{\"resourceType\":\"Patient\"}",
                "{\"resourceType\":\"Bundle\",\"resourceType\":\"Bundle\"}",
                "{\"resourceType\":\"Bundle\",\"entry\":{}}",
                "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"resourceType\":\"Nothing\"}}]}",
                "{\"resourceType\":\"Bundle\",\"timestamp\":\"2026-99-99\"}");
    }

    @Test
    void digestsContentNotSpelling() {
        String one = reader.read(
                        bytes("{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"total\":1}"), PasEdition.R2_2)
                .digest();
        String other = reader.read(
                        bytes("{ \"total\" : 1, \"type\":\"collection\",\"resourceType\":\"Bundle\"}"), PasEdition.R2_2)
                .digest();
        String changed = reader.read(
                        bytes("{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"total\":2}"), PasEdition.R2_2)
                .digest();

        assertThat(other).isEqualTo(one);
        assertThat(changed).isNotEqualTo(one);
    }

    @Test
    void unpacksParameters() {
        String wrapped = "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"resource\",\"resource\":"
                + PasBundle.json(bundle()) + "}]}";

        assertThat(PasRequestReader.request(reader.read(bytes(wrapped), PasEdition.R2_2))
                        .claim()
                        .hasItem())
                .isTrue();
    }

    private static Arguments mistake(String name, Consumer<Bundle> mistake, String path) {
        return Arguments.of(name, mistake, 400, path);
    }

    private static Arguments unsupported(String name, Consumer<Bundle> mistake, String path) {
        return Arguments.of(name, mistake, 422, path);
    }

    private static Bundle bundle() {
        return PasBundle.of("mmm", "M1")
                .diagnosis("G35.A")
                .item("J0202", 36, "22", "2026-12-01")
                .build();
    }

    private PasRequest read(Bundle bundle) {
        return PasRequestReader.request(reader.read(bytes(PasBundle.json((Resource) bundle)), PasEdition.R2_2));
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static Claim claim(Bundle bundle) {
        return (Claim) bundle.getEntryFirstRep().getResource();
    }

    private static Claim.ItemComponent item(Bundle bundle) {
        return claim(bundle).getItemFirstRep();
    }

    private static CodeableConcept certification(String code) {
        return new CodeableConcept(
                new Coding().setSystem(Pas.X12_CERTIFICATION_TYPE).setCode(code));
    }
}
