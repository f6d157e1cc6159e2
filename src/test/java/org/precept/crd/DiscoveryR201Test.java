package org.precept.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Discovery of the 2.0.1 base against the hooks that are served and the options of the 2.2 base. */
class DiscoveryR201Test {
    private static final Pattern TOKEN = Pattern.compile("\\{\\{(.*?)}}");

    @Test
    void listsTheServedHooks() throws IOException {
        Set<HookKind> listed = new LinkedHashSet<>();
        for (JsonNode service : services(Edition.R2_0_1)) {
            HookKind kind = HookKind.ofService(service.path("id").asText()).orElseThrow();
            assertThat(service.path("hook").asText()).isEqualTo(kind.hook());
            assertThat(service.path("title").asText()).isNotBlank();
            assertThat(service.path("description").asText()).isNotBlank();
            assertThat(listed.add(kind)).isTrue();
        }

        assertThat(listed).isEqualTo(Edition.R2_0_1.hooks()).isEqualTo(Edition.R2_2.hooks());
    }

    @Test
    void offersTheSameOptionsAndNoVersion() throws IOException {
        for (JsonNode service : services(Edition.R2_0_1)) {
            JsonNode extension = service.path("extension");
            // davinci-crd.version came with 2.1 and cannot name 2.0.1.
            assertThat(extension.has("davinci-crd.version")).isFalse();
            assertThat(extension.path("davinci-crd.configuration-options"))
                    .isNotEmpty()
                    .isEqualTo(same(service).at("/extension/davinci-crd.configuration-options"));
        }
    }

    @Test
    void asksForPrefetchInTheWordsOfItsEdition() throws IOException {
        for (JsonNode service : services(Edition.R2_0_1)) {
            assertThat(service.at("/prefetch/patient").asText()).isEqualTo("Patient/{{context.patientId}}");
            assertThat(service.at("/prefetch/coverage").asText())
                    .isEqualTo("Coverage?patient={{context.patientId}}&status=active");
            service.path("prefetch").forEach(query -> {
                Matcher token = TOKEN.matcher(query.asText());
                while (token.find()) {
                    // CDS Hooks 2.0 knows no FHIRPath in prefetch.
                    assertThat(token.group(1)).matches("context\\.\\w+(\\.[A-Z]\\w+\\.id)?");
                }
            });
        }
    }

    @Test
    void asksForTheSameHistory() throws IOException {
        for (JsonNode service : services(Edition.R2_0_1)) {
            same(service).path("prefetch").fields().forEachRemaining(query -> {
                if (query.getValue().asText().endsWith("?patient={{context.patientId}}")) {
                    assertThat(service.path("prefetch").get(query.getKey())).isEqualTo(query.getValue());
                }
            });
        }
    }

    private static JsonNode same(JsonNode service) throws IOException {
        for (JsonNode candidate : services(Edition.R2_2)) {
            if (candidate.path("hook").equals(service.path("hook"))) {
                return candidate;
            }
        }
        throw new AssertionError("not served by 2.2: " + service.path("hook"));
    }

    private static JsonNode services(Edition edition) throws IOException {
        return new ObjectMapper().readTree(HookEndpoint.discovery(edition)).path("services");
    }
}
