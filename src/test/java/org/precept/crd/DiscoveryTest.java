package org.precept.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.precept.crd.card.Card;
import org.precept.support.RealContent;

class DiscoveryTest {
    private static final Path OFFICIAL =
            Path.of(System.getProperty("precept.shared", "../shared"), "ig/crd-2.2.1/CRDServices.json");

    static Stream<HookKind> hooks() {
        return Edition.R2_2.hooks().stream();
    }

    @Test
    void declaresTheServicesThatAnswer() throws IOException {
        assertThat(services().findValuesAsText("id"))
                .containsExactlyElementsOf(hooks().map(HookKind::service).toList());
    }

    @ParameterizedTest
    @MethodSource("hooks")
    void declaresTheServiceAsTheGuideWantsIt(HookKind kind) throws IOException {
        JsonNode service = service(kind);

        assertThat(service.path("hook").asText()).isEqualTo(kind.hook());
        assertThat(service.path("title").asText()).isNotBlank();
        assertThat(service.path("description").asText()).isNotBlank();
        assertThat(service.at("/extension/davinci-crd.version").toString()).isEqualTo("[\"2.2\"]");
        Gathering.clinical(kind)
                .forEach(
                        (key, type) -> assertThat(service.at("/prefetch/" + key).asText())
                                .isEqualTo(type + "?patient={{context.patientId}}"));
    }

    @ParameterizedTest
    @MethodSource("hooks")
    void offersAnOptionForEveryTypeOfCardThatCanCome(HookKind kind) throws IOException {
        Set<String> options = new HashSet<>();
        Set<String> names = new HashSet<>();
        Set<String> descriptions = new HashSet<>();
        for (JsonNode option : service(kind).at("/extension/davinci-crd.configuration-options")) {
            assertThat(option.path("type").asText())
                    .isEqualTo(option.path("code").asText().equals(CardOptions.MAX_CARDS) ? "integer" : "boolean");
            assertThat(option.has("default")).isTrue();
            assertThat(options.add(option.path("code").asText())).isTrue();
            assertThat(names.add(option.path("name").asText())).isTrue();
            assertThat(descriptions.add(option.path("description").asText())).isTrue();
        }

        Set<String> cards = new HashSet<>(CardSelection.topics(kind));
        RealContent.policies().advice().all().stream()
                .flatMap(plan -> plan.at(kind.hook()).stream())
                .forEach(advice -> cards.add(advice.topic()));
        assertThat(Card.topics()).containsAll(cards);
        cards.add(CardOptions.MAX_CARDS);
        if (kind.aboutOrders()) {
            cards.add(CardOptions.COVERAGE_INFORMATION);
        }
        if (kind == HookKind.ORDER_SIGN) {
            cards.add(CardOptions.UNSOLICITED);
        }
        assertThat(options).isEqualTo(cards);
    }

    @ParameterizedTest
    @MethodSource("hooks")
    void takesTheGuidesPrefetchWordForWord(HookKind kind) throws IOException {
        Assumptions.assumeTrue(Files.exists(OFFICIAL), () -> "NOT COMPARED with the guide: no file " + OFFICIAL);
        JsonNode ours = service(kind).path("prefetch");
        JsonNode theirs =
                named(new ObjectMapper().readTree(OFFICIAL.toFile()), kind).path("prefetch");

        assertThat(theirs.isObject()).isTrue();
        theirs.fields()
                .forEachRemaining(entry -> assertThat(ours.get(entry.getKey())).isEqualTo(entry.getValue()));
    }

    private static JsonNode service(HookKind kind) throws IOException {
        JsonNode service = named(services(), kind);
        assertThat(service.isObject()).isTrue();
        return service;
    }

    private static JsonNode services() throws IOException {
        return new ObjectMapper().readTree(HookEndpoint.discovery(Edition.R2_2));
    }

    private static JsonNode named(JsonNode discovery, HookKind kind) {
        for (JsonNode service : discovery.path("services")) {
            if (service.path("id").asText().equals(kind.service())) {
                return service;
            }
        }
        return discovery.path("absent");
    }
}
