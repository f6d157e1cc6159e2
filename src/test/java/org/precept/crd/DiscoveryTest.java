package org.precept.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.precept.support.RealContent;

class DiscoveryTest {
    private static final Path OFFICIAL =
            Path.of(System.getProperty("precept.shared", "../shared"), "ig/crd-2.2.1/CRDServices.json");

    @Test
    void declaresTheServiceAsTheGuideWantsIt() throws IOException {
        JsonNode service = service();

        assertThat(service.path("id").asText()).isEqualTo(HookKind.ORDER_SIGN.service());
        assertThat(service.path("hook").asText()).isEqualTo(HookKind.ORDER_SIGN.hook());
        assertThat(service.path("title").asText()).isNotBlank();
        assertThat(service.path("description").asText()).isNotBlank();
        assertThat(service.at("/extension/davinci-crd.version").toString()).isEqualTo("[\"2.2\"]");
        Gathering.clinical(HookKind.ORDER_SIGN)
                .forEach(
                        (key, type) -> assertThat(service.at("/prefetch/" + key).asText())
                                .isEqualTo(type + "?patient={{context.patientId}}"));
    }

    @Test
    void offersAnOptionForEveryTypeOfCardThatCanCome() throws IOException {
        Set<String> options = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (JsonNode option : service().at("/extension/davinci-crd.configuration-options")) {
            assertThat(option.path("type").asText())
                    .isEqualTo(option.path("code").asText().equals(CardOptions.MAX_CARDS) ? "integer" : "boolean");
            assertThat(option.path("description").asText()).isNotBlank();
            assertThat(option.has("default")).isTrue();
            assertThat(options.add(option.path("code").asText())).isTrue();
            assertThat(names.add(option.path("name").asText())).isTrue();
        }

        assertThat(options).containsAll(Card.topics()).hasSize(Card.topics().size() + 2);
        assertThat(options).contains(CardOptions.COVERAGE_INFORMATION, CardOptions.MAX_CARDS);
        RealContent.policies().advice().all().stream()
                .flatMap(plan -> plan.advice().stream())
                .forEach(advice -> assertThat(Card.topics()).contains(advice.topic()));
    }

    @Test
    void takesTheGuidesPrefetchWordForWord() throws IOException {
        Assumptions.assumeTrue(Files.exists(OFFICIAL), () -> "NOT COMPARED with the guide: no file " + OFFICIAL);
        JsonNode ours = service().path("prefetch");
        Iterator<JsonNode> services =
                new ObjectMapper().readTree(OFFICIAL.toFile()).path("services").elements();
        JsonNode theirs = null;
        while (services.hasNext()) {
            JsonNode service = services.next();
            theirs = service.path("id").asText().equals(HookKind.ORDER_SIGN.service())
                    ? service.path("prefetch")
                    : theirs;
        }

        assertThat(theirs).isNotNull();
        theirs.fields()
                .forEachRemaining(entry -> assertThat(ours.get(entry.getKey())).isEqualTo(entry.getValue()));
    }

    private static JsonNode service() throws IOException {
        try (InputStream in = DiscoveryTest.class.getResourceAsStream("/crd/cds-services.json")) {
            return new ObjectMapper().readTree(in).at("/services/0");
        }
    }
}
