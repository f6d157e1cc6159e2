package org.precept.dtr.inferno;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.precept.support.OfficialValidator;
import org.precept.support.Reply;
import org.precept.support.ServerTest;

/**
 * The running 2.0.1 base against the checks of Inferno's DTR payer suite, for every form and order; then requests and
 * answers against the profiles of DTR 2.0.1. Both stay in target/validation/dtr-2.0.1.
 */
class InfernoIT extends ServerTest {
    private static final String BASE = "/2.0.1/fhir/Questionnaire/";
    private static final Path OUTPUT = Path.of("target/validation/dtr-2.0.1");

    @Test
    void everyStaticFormPasses() {
        assertThat(problems(Asked.everyForm())).isEmpty();
    }

    @Test
    void everyOrderPasses() {
        Map<String, Parameters> orders = Asked.everyOrder();

        assertThat(orders).isNotEmpty();
        assertThat(problems(orders)).isEmpty();
    }

    @Test
    void requestsAndAnswersConformToTheProfiles() throws IOException, InterruptedException {
        OfficialValidator.empty(OUTPUT);
        int files = 0;
        Map<String, Parameters> asked = new LinkedHashMap<>(Asked.everyForm());
        asked.putAll(Asked.everyOrder());
        for (Map.Entry<String, Parameters> each : asked.entrySet()) {
            Parameters request = each.getValue();
            request.getMeta()
                    .addProfile("http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/dtr-qpackage-input-parameters");
            Files.writeString(OUTPUT.resolve(each.getKey() + "-asked.json"), json(request));
            Files.writeString(
                    OUTPUT.resolve(each.getKey() + "-answered.json"),
                    ask(request).body());
            files += 2;
        }
        OfficialValidator.assumePresent();

        List<String> output = OfficialValidator.validate(
                "--prefer",
                "hl7.fhir.us.davinci-dtr-2.0.1",
                "--prefer",
                "hl7.fhir.us.davinci-crd-2.0.1",
                "--prefer",
                "hl7.fhir.us.core-3.1.1",
                "--context",
                "fhir-resources",
                OUTPUT.toString());

        assertThat(output.get(output.size() - 1)).matches(files + " files, \\d+ errors");
        assertThat(output.stream().filter(line -> line.contains(": error "))).isEmpty();
    }

    private List<String> problems(Map<String, Parameters> asked) {
        List<String> problems = new ArrayList<>();
        asked.forEach((name, request) -> {
            Run run = Run.of(ask(request));
            SuiteChecks.ofStaticForms()
                    .forEach(check -> check.problems()
                            .apply(run)
                            .forEach(problem -> problems.add(name + ": " + check + ": " + problem)));
        });
        return problems;
    }

    private Received ask(Parameters request) {
        Reply reply = client.post(BASE + "$questionnaire-package", json(request));
        return new Received(reply.status(), reply.body());
    }

    private static String json(Resource resource) {
        return FhirContext.forR4Cached().newJsonParser().encodeResourceToString(resource);
    }
}
