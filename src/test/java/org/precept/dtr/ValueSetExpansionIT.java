package org.precept.dtr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.UriType;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.Test;
import org.precept.support.Reply;

/** {@code ValueSet/$expand} on the running server. */
class ValueSetExpansionIT extends DtrServerTest {
    private static final String INFECTION = "https://precept.example/fhir/ValueSet/infection";

    @Test
    void expandsByGet() {
        Reply reply = client.get("/fhir/ValueSet/$expand?url=" + INFECTION + "&count=5&offset=10");

        assertThat(reply.status()).isEqualTo(200);
        ValueSet expanded = read(ValueSet.class, reply);
        assertThat(expanded.getExpansion().getContains()).hasSize(5);
        assertThat(expanded.getExpansion().getTotal()).isGreaterThan(40);
    }

    @Test
    void expandsByPost() {
        Parameters request = new Parameters();
        request.addParameter().setName("url").setValue(new UriType(INFECTION + "|1.0.0"));
        request.addParameter().setName("count").setValue(new IntegerType(1));

        Reply reply = client.post("/fhir/ValueSet/$expand", json(request));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(read(ValueSet.class, reply).getExpansion().getContains()).hasSize(1);
    }

    @Test
    void pagesThroughAllOfIt() {
        Set<String> codes = new HashSet<>();
        int total = read(ValueSet.class, client.get("/fhir/ValueSet/$expand?count=0&url=" + INFECTION))
                .getExpansion()
                .getTotal();
        for (int offset = 0; offset < total; offset += 25) {
            ValueSet page = read(
                    ValueSet.class,
                    client.get("/fhir/ValueSet/$expand?count=25&offset=" + offset + "&url=" + INFECTION));
            assertThat(page.getExpansion().getTotal()).isEqualTo(total);
            page.getExpansion().getContains().forEach(code -> codes.add(code.getSystem() + "|" + code.getCode()));
        }

        assertThat(codes).hasSize(total);
    }

    @Test
    void aLargeValueSetIsFoundByWords() {
        ValueSet found =
                read(ValueSet.class, client.get("/fhir/ValueSet/$expand?filter=tuberc%20Skin&url=" + INFECTION));

        assertThat(found.getExpansion().getContains())
                .isNotEmpty()
                .allSatisfy(code -> assertThat(code.getDisplay())
                        .containsIgnoringCase("tuberc")
                        .containsIgnoringCase("skin"));
    }

    @Test
    void aCanonicalDoesForTheUrl() {
        Parameters request = new Parameters();
        request.addParameter().setName("url").setValue(new CanonicalType(INFECTION));

        assertThat(client.post("/fhir/ValueSet/$expand", json(request)).status())
                .isEqualTo(200);
    }

    @Test
    void tellsWhatIsWrong() {
        assertThat(client.get("/fhir/ValueSet/$expand").status()).isEqualTo(400);
        assertThat(client.get("/fhir/ValueSet/$expand?date=2001-01-01&url=" + INFECTION)
                        .status())
                .isEqualTo(400);
        Reply unknown = client.get("/fhir/ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/languages");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.at("/resourceType")).isEqualTo("OperationOutcome");
    }
}
