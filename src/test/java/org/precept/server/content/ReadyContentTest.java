package org.precept.server.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.precept.server.start.StartRefusedException;

/** The project's own content, whole and then broken in ways that only show when its parts are put together. */
class ReadyContentTest {

    private static final String CQL = "cql/CareSourceAlemtuzumab.cql";
    private static final String PLAN = "fhir-resources/policies/caresource-passe-alemtuzumab/PlanDefinition.json";
    private static final String FORM =
            "fhir-resources/policies/caresource-passe-alemtuzumab/Questionnaire-initial.json";

    private final SortedMap<String, byte[]> files = new TreeMap<>(ContentFiles.read("classpath:content"));

    @Test
    void theContentOfThisProjectIsReady() {
        assertThat(ready().policies().policies().all()).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void aDefineThatPolicyOrFormNeedsAndTheCqlLacksIsNamed() {
        change(CQL, "define \"age evidence\":", "define \"age proof\":");
        change(FORM, "\\\"cbc prefill\\\"", "\\\"cbc nothing\\\"");

        assertThat(problems())
                .contains(PLAN + ": ", "library CareSourceAlemtuzumab does not define \"age evidence\"")
                .contains(FORM + ": Questionnaire.item[", "no library of the form defines \"cbc nothing\"");
    }

    @Test
    void cqlThatDoesNotTranslateIsNamedByFileAndLine() {
        change(CQL, "define \"age evidence\":", "define \"age evidence\": nonsense(");

        assertThat(problems()).containsPattern("CareSourceAlemtuzumab\\.cql:\\d+: ");
    }

    private ReadyContent ready() {
        ContentProblems problems = new ContentProblems();
        FhirContext fhir = FhirContext.forR4Cached();
        return ReadyContent.of(new ContentReader(fhir, problems).read(files, false), problems, fhir);
    }

    private String problems() {
        return String.valueOf(
                catchThrowableOfType(this::ready, StartRefusedException.class).getMessage());
    }

    private void change(String file, String from, String to) {
        String text = new String(files.get(file), StandardCharsets.UTF_8);
        assertThat(text).contains(from);
        files.put(file, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
    }
}
