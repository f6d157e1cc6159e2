package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.precept.fhir.CodeSystems;
import org.precept.support.EnrolledMember;
import org.precept.support.PasBundle;
import org.precept.support.Reply;
import org.precept.support.ServerTest;
import org.precept.support.UpdateBundle;

/** Every key of an inquiry over HTTP, and that nobody learns of what is somebody else's. */
class InquireIT extends ServerTest {

    private static final String STRANGER = "1376543210";
    private static final String DAY = "2026-12-01";
    private static final String NEWER = "/fhir";
    private static final String OLDER = "/2.0.1/fhir";

    @ParameterizedTest
    @ValueSource(strings = {NEWER, OLDER})
    void everyKeyFindsWhatItFitsAndNothingElse(String base) {
        EnrolledMember anna = EnrolledMember.copy(client, "anna", "inquire-keys" + base.length());
        String number = submit(base, course(anna)).number();

        Map<String, Consumer<PasBundle>> fit = new LinkedHashMap<>();
        fit.put("nothing but member and providers", asked -> {});
        fit.put("the organization", asked -> asked.prescriberNpi(STRANGER));
        fit.put("the prescriber", asked -> asked.organizationNpi(STRANGER));
        fit.put("number on the Claim", onClaim(Pas.AUTHORIZATION_NUMBER, new StringType(number)));
        fit.put("number on an item", onItem(Pas.AUTHORIZATION_NUMBER, new StringType(number)));
        fit.put("one number of two", asked -> {
            onClaim(Pas.AUTHORIZATION_NUMBER, new StringType("PA-NOBODY")).accept(asked);
            onItem(Pas.AUTHORIZATION_NUMBER, new StringType(number)).accept(asked);
        });
        fit.put("service", asked -> service(asked, "J0202"));
        fit.put("diagnosis", asked -> asked.diagnosis("G35.A"));
        fit.put("day", asked -> item(asked).setServiced(new DateType(DAY)));
        fit.put("days", asked -> asked.claimToChange().setBillablePeriod(period("2026-11-20", "2026-12-24")));
        fit.put("status", onItem(Pas.REVIEW_ACTION_CODE, Codes.concept(CodeSystems.X12_ACTION, "A1", null)));
        fit.put("issued", onItem(Pas.CERTIFICATION_ISSUED, period("2026-01-01", "2100-01-01")));
        fit.put("begins", onItem(Pas.CERTIFICATION_BEGINS, period("2026-11-01", "2026-12-31")));
        fit.put("ends", onItem(Pas.CERTIFICATION_ENDS, period("2027-11-01", "2027-12-31")));
        Map<String, Consumer<PasBundle>> miss = new LinkedHashMap<>();
        miss.put("other providers", InquireIT::strangers);
        miss.put("another number", onClaim(Pas.AUTHORIZATION_NUMBER, new StringType("PA-NOBODY")));
        miss.put("another service", asked -> service(asked, "J9302"));
        miss.put("another diagnosis", asked -> asked.diagnosis("G36.0"));
        miss.put("another day", asked -> item(asked).setServiced(new DateType("2026-12-02")));
        miss.put("other days", asked -> asked.claimToChange().setBillablePeriod(period("2026-11-01", "2026-11-30")));
        miss.put("another status", onItem(Pas.REVIEW_ACTION_CODE, Codes.concept(CodeSystems.X12_ACTION, "A3", null)));
        miss.put("not issued then", onItem(Pas.CERTIFICATION_ISSUED, period("2026-01-01", "2026-02-01")));
        miss.put("begins another day", onItem(Pas.CERTIFICATION_BEGINS, new DateType("2026-02-01")));
        miss.put("ends another day", onItem(Pas.CERTIFICATION_ENDS, new DateType("2026-02-01")));

        fit.forEach((key, change) ->
                assertThat(inquire(base, anna, change).body()).as(key).contains("ClaimResponse", number));
        miss.forEach((key, change) ->
                assertThat(inquire(base, anna, change).body()).as(key).doesNotContain("ClaimResponse"));
    }

    @Test
    void everyNumberARequestEverHadFindsItAsItIsNow() {
        EnrolledMember anna = EnrolledMember.copy(client, "anna", "inquire-numbers");
        Bundle request = course(anna).build();
        String first = PasAnswer.of(client.post(NEWER + "/Claim/$submit", PasBundle.json(request)))
                .number();
        String second = PasAnswer.of(client.post(
                        NEWER + "/Claim/$submit",
                        UpdateBundle.of(request).units(1, 36).json()))
                .number();
        EnrolledMember hugo = EnrolledMember.copy(client, "hugo", "inquire-trace");
        String trace = submit(NEWER, course(hugo)).trace();

        assertThat(second).isNotEqualTo(first);
        for (String number : List.of(first, second)) {
            Reply found = inquire(NEWER, anna, onClaim(Pas.AUTHORIZATION_NUMBER, new StringType(number)));
            assertThat(found.json().at("/parameter")).hasSize(1);
            assertThat(answer(found).number()).isEqualTo(second);
        }
        for (String url : List.of(Pas.ADMINISTRATION_REFERENCE_NUMBER, Pas.AUTHORIZATION_NUMBER)) {
            assertThat(answer(inquire(NEWER, hugo, onItem(url, new StringType(trace))))
                            .trace())
                    .isEqualTo(trace);
        }
        assertThat(inquire(
                                NEWER,
                                hugo,
                                onItem(Pas.REVIEW_ACTION_CODE, Codes.concept(CodeSystems.X12_ACTION, "A4", null)))
                        .body())
                .contains(trace);
    }

    /** Of what exists and what does not the answer is the same: status, headers and body. */
    @ParameterizedTest
    @ValueSource(strings = {NEWER, OLDER})
    void nobodyLearnsThatSomebodyElseHasARequest(String base) {
        EnrolledMember anna = EnrolledMember.copy(client, "anna", "inquire-owner" + base.length());
        EnrolledMember idle = EnrolledMember.copy(client, "anna", "inquire-idle" + base.length());
        EnrolledMember nobody = new EnrolledMember("caresource-passe", "NOBODY-AT-ALL", "none");
        EnrolledMember elsewhere = new EnrolledMember("mmm", anna.number(), "none");
        Consumer<PasBundle> real = onClaim(
                Pas.AUTHORIZATION_NUMBER,
                new StringType(submit(base, course(anna)).number()));
        Consumer<PasBundle> none = onClaim(Pas.AUTHORIZATION_NUMBER, new StringType("PA-NOBODY"));
        Map<String, Reply> answers = new LinkedHashMap<>();

        answers.put("a stranger", inquire(base, anna, InquireIT::strangers));
        answers.put("a stranger with the number", inquire(base, anna, real.andThen(InquireIT::strangers)));
        answers.put("a stranger with another number", inquire(base, anna, none.andThen(InquireIT::strangers)));
        answers.put("another member with the number", inquire(base, idle, real));
        answers.put("another member with another number", inquire(base, idle, none));
        answers.put("a member without requests", inquire(base, idle, asked -> {}));
        answers.put("no member", inquire(base, nobody, asked -> {}));
        answers.put("no member with the number", inquire(base, nobody, real));
        answers.put("a member of another payer", inquire(base, elsewhere, real));
        answers.put("no payer", inquire(base, new EnrolledMember("nobody", anna.number(), "none"), real));

        Reply first = answers.get("a stranger");
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body()).doesNotContain("ClaimResponse", anna.number());
        answers.forEach((who, answer) -> {
            assertThat(answer.status()).as(who).isEqualTo(first.status());
            assertThat(lasting(answer.body())).as(who).isEqualTo(lasting(first.body()));
            assertThat(lasting(answer.headers())).as(who).isEqualTo(lasting(first.headers()));
        });
    }

    /** Without what differs with every call: ids and the time. */
    private static String lasting(String body) {
        return body.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "id")
                .replaceAll("\"timestamp\":\"[^\"]+\"", "");
    }

    private static Map<String, List<String>> lasting(HttpHeaders headers) {
        Map<String, List<String>> lasting = new TreeMap<>(headers.map());
        lasting.keySet().removeIf(name -> name.equalsIgnoreCase("date") || name.equalsIgnoreCase("x-request-id"));
        return lasting;
    }

    private PasAnswer submit(String base, PasBundle request) {
        return PasAnswer.of(client.post(base + "/Claim/$submit", request.json()));
    }

    /** Asks about any service on any day. */
    private Reply inquire(String base, EnrolledMember member, Consumer<PasBundle> change) {
        PasBundle asked = member.request().item("J0202", 1, "22", null);
        item(asked)
                .setProductOrService(Codes.concept(
                        "http://terminology.hl7.org/CodeSystem/data-absent-reason", "not-applicable", null));
        change.accept(asked);
        Reply reply = client.post(base + "/Claim/$inquire", asked.json());
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply;
    }

    private static PasAnswer answer(Reply found) {
        return PasAnswer.of(found.json().at("/parameter/0/resource").toString());
    }

    private static PasBundle course(EnrolledMember member) {
        return member.request().diagnosis("G35.A").item("J0202", 60, "22", DAY);
    }

    private static void strangers(PasBundle asked) {
        asked.prescriberNpi(STRANGER).organizationNpi(STRANGER);
    }

    private static void service(PasBundle asked, String hcpcs) {
        item(asked)
                .setProductOrService(
                        Codes.concept("http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets", hcpcs, null));
    }

    private static Claim.ItemComponent item(PasBundle asked) {
        return asked.claimToChange().getItemFirstRep();
    }

    private static Consumer<PasBundle> onClaim(String url, Type value) {
        return asked -> asked.claimToChange().addExtension(new Extension(url, value));
    }

    private static Consumer<PasBundle> onItem(String url, Type value) {
        return asked -> item(asked).addExtension(new Extension(url, value));
    }

    private static Period period(String from, String to) {
        return new Period().setStartElement(new DateTimeType(from)).setEndElement(new DateTimeType(to));
    }
}
