package org.precept.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.cqframework.cql.cql2elm.CqlTranslator;
import org.cqframework.cql.elm.serializing.DefaultElmLibraryReaderProvider;
import org.hl7.elm.r1.Library;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.precept.support.RealContent;

/** What is left out of the ELM that clients get was never said in it. */
class CompactElmTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<CqlLibrary> shipped() {
        return RealContent.libraries().all().stream();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void readsAsTheTranslatedLibrary(CqlLibrary library) throws Exception {
        Library translated = Objects.requireNonNull(RealContent.libraries()
                .manager()
                .getCompiledLibraries()
                .get(library.id().identifier())
                .getLibrary());

        Library read = DefaultElmLibraryReaderProvider.INSTANCE
                .create("application/elm+json")
                .read(RealContent.libraries().elm(library));

        assertThat(comparable(CqlTranslator.convertToJson(read)))
                .isEqualTo(comparable(CqlTranslator.convertToJson(translated)));
    }

    /** The reader does not fill in what the schema presumes. */
    private static JsonNode comparable(String elm) throws Exception {
        JsonNode library = JSON.readTree(elm);
        for (String name : List.of("signature", "accessLevel", "strict")) {
            library.findParents(name).forEach(node -> ((ObjectNode) node).remove(name));
        }
        assertThat(elm).doesNotContain("\"Private\"", "\"strict\":true");
        return library;
    }
}
