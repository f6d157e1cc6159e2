package org.precept.pas.inferno;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.precept.support.EnrolledMember;
import org.precept.support.PasBundle;
import org.precept.support.UpdateBundle;

/** What becomes of requests after their first answer and beside updates: appeals, documents, more time, renewals. */
final class LaterDecisions {
    /** Notifications of {@link #appealed}, {@link #upheld}, {@link #reviewed} and {@link #documented}. */
    static final int TOLD = 8;

    private static final String PAS = "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-";
    private static final String NOTE = "11506-3";
    private static final String FORM =
            "https://precept.example/fhir/Questionnaire/caresource-passe-alemtuzumab-initial";

    private final PasRun run;
    private final Desk clara;
    private final Desk paula;

    LaterDecisions(PasRun run, Desk clara, Desk paula) {
        this.run = run;
        this.clara = clara;
        this.paula = paula;
    }

    /** A denial is appealed, and somebody else approves. */
    void appealed() {
        EnrolledMember member = run.member("kira", "appealed");
        Bundle appeal = appeal("appealed", member, "2");
        paula.take(member, 1);
        run.reviewed(paula.own());
        run.reviewed(paula.shown(member, 1));
        run.reviewed(paula.approve(member, 1));
        run.inquire("appealed-2-approved", appeal, "A1");
    }

    /** A denial is appealed at once, and stays. */
    void upheld() {
        EnrolledMember member = run.member("kira", "upheld");
        Bundle appeal = appeal("upheld", member, "1");
        paula.deny(member, 1);
        run.inquire("upheld-2-denied", appeal, "A3");
    }

    /** A reviewer takes more time, then asks for a document, which arrives. */
    void reviewed() {
        EnrolledMember member = run.member("kira", "reviewed");
        Bundle request = run.complete(LivingRequests.course(member).created(now()));
        String trace = trace(run.submit("reviewed-0-initial", request, "A4"));
        clara.extend(member, 1);
        run.inquire("reviewed-1-extended", request, "A4");
        clara.ask(member, 1, NOTE);
        run.inquire("reviewed-2-asked", request, "A4");
        Binary note = new Binary().setContentType("text/plain").setData("seen".getBytes(UTF_8));
        run.attach("reviewed-3-note", attachment(member, trace, NOTE, note));
        run.inquire("reviewed-4-back", request, "A4");
        run.reviewed(clara.shown(member, 1));
        run.attachInVain("unknown-number", attachment(member, "TR-NOBODY", NOTE, note));
    }

    /** The form that was asked for arrives, and the rules approve. */
    void documented() {
        EnrolledMember member = run.member("carla", "documented");
        Bundle request = run.complete(member.request().diagnosis("G35.A").item("J0202", 60, "22", "2026-12-01"));
        String trace = trace(run.submit("documented-0-initial", request, "A4"));
        QuestionnaireResponse form = PasBundle.answer(PasBundle.completed(FORM, now()), "tb", "negative");
        form.setSubject(new Reference("Patient/of-the-clinic"));
        run.attach("documented-1-form", attachment(member, trace, "102089-0", form));
        run.inquire("documented-2-approved", request, "A1");
    }

    /** A next course, and more of one that was approved. */
    void renewed() {
        run.submit(
                "renewal",
                run.complete(run.member("olga", "renewal")
                        .request()
                        .diagnosis("G35.A")
                        .item("J0202", 36, "22", "2026-12-01")
                        .renewal()),
                "A1");
        EnrolledMember anna = run.member("anna", "extension");
        Exchange approved = run.submit("extension-0-initial", run.complete(course(anna, 36, "2026-12-01")), "A1");
        Bundle more = run.complete(course(anna, 24, "2026-12-10"));
        Claim claim = (Claim) more.getEntryFirstRep().getResource();
        certify(claim, "4");
        claim.getItemFirstRep()
                .addExtension(new Extension(PAS + "authorizationNumber", new StringType(number(approved))));
        run.submit("extension-1", more, "A1");
        run.inquire("extension-1", run.complete(course(anna, 24, "2026-12-10")), "A1");
    }

    /** Sends a request, has it denied by the clinician, and appeals. */
    private Bundle appeal(String name, EnrolledMember member, String type) {
        Bundle initial = run.complete(LivingRequests.course(member));
        run.submit(name + "-0-initial", initial, "A4");
        clara.deny(member, 1);
        Bundle appeal = UpdateBundle.of(initial).build();
        Claim claim = (Claim) appeal.getEntryFirstRep().getResource();
        claim.getCreatedElement().setValueAsString(now());
        certify(claim, type);
        run.submit(name + "-1-pended", appeal, "A4");
        return appeal;
    }

    private static void certify(Claim claim, String type) {
        claim.getItem()
                .forEach(item -> ((CodeableConcept) item.getExtensionByUrl(PAS + "certificationType")
                                .getValue())
                        .getCodingFirstRep()
                        .setCode(type));
    }

    private static Parameters attachment(EnrolledMember member, String trace, String code, Resource content) {
        Parameters parameters = new Parameters();
        parameters.addParameter(
                "TrackingId",
                new Identifier().setSystem("https://precept.example/trace").setValue(trace));
        parameters.addParameter("AttachTo", new CodeType("preauthorization"));
        parameters.addParameter(
                "MemberId",
                new Identifier()
                        .setSystem("https://precept.example/member/" + member.payer())
                        .setValue(member.number()));
        ParametersParameterComponent attachment = parameters.addParameter().setName("Attachment");
        attachment.addPart().setName("Code").setValue(new CodeableConcept(new Coding("http://loinc.org", code, null)));
        attachment.addPart().setName("Content").setResource(content);
        return parameters;
    }

    private static String trace(Exchange submitted) {
        for (JsonNode extension : submitted.bundles().get(0).at("/entry/0/resource/item/0/extension")) {
            if (extension.path("url").asText().equals(PAS + "administrationReferenceNumber")) {
                return extension.path("valueString").asText();
            }
        }
        throw new AssertionError("no trace number: " + submitted.answer());
    }

    private static String number(Exchange submitted) {
        return submitted.bundles().get(0).at("/entry/0/resource/preAuthRef").asText();
    }

    private static PasBundle course(EnrolledMember member, int units, String day) {
        return member.request().diagnosis("G35.A").item("J0202", units, "22", day);
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
