package org.precept.dtr;

import static org.assertj.core.api.Assertions.assertThat;

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
    void tellsWhatIsWrong() {
        assertThat(client.get("/fhir/ValueSet/$expand").status()).isEqualTo(400);
        Reply unknown = client.get("/fhir/ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/languages");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.at("/resourceType")).isEqualTo("OperationOutcome");
    }
}
