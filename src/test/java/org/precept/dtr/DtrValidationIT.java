package org.precept.dtr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.precept.policy.AdaptiveForm;
import org.precept.policy.Form;
import org.precept.policy.QuestionnaireCatalog;
import org.precept.support.OfficialValidator;
import org.precept.support.RealContent;
import org.precept.support.Reply;

/**
 * What the server sends for every form, static and adaptive, with a member's answers filled in, against DTR 2.2.0. Needs
 * the validator and the guides' packages beside the project.
 */
class DtrValidationIT extends DtrServerTest {

    /** A demo member of each payer with something on record. */
    private static final Map<String, List<String>> MEMBERS = Map.of(
            "caresource-passe", List.of("CS-1001", "CS-1005"),
            "mmm", List.of("MMM-2001", "MMM-2002"),
            "cigna", List.of("CG-3001"),
            "policy-2020910", List.of("KP-4002", "KP-4004"));

    private final QuestionnaireCatalog forms = RealContent.policies().questionnaires();

    @TempDir
    private Path answers;

    private int files;

    @Test
    void packagesAndDraftsAreValid() throws IOException, InterruptedException {
        OfficialValidator.assumePresent();
        for (Form form : forms.all()) {
            AdaptiveForm adaptive = forms.adaptiveOf(form).orElseThrow();
            for (String payer : form.policy().payers()) {
                for (String member : MEMBERS.getOrDefault(payer, List.of())) {
                    write(
                            form.canonical().tail() + "-" + member,
                            Requests.form(
                                    ordered(payer, member), form.canonical().toString()));
                    write(
                            adaptive.canonical().tail() + "-" + member,
                            Requests.form(
                                    ordered(payer, member), adaptive.canonical().toString()));
                }
            }
        }
        everythingOfOnePayer();
        onlyWords();

        List<String> output = OfficialValidator.validate("--context", "fhir-resources", answers.toString());

        assertThat(output.get(output.size() - 1)).isEqualTo(files + " files, 0 errors");
        assertThat(files).isGreaterThanOrEqualTo(2 * forms.all().size() + 3);
    }

    /** Static and adaptive forms of both phases, by name and by order, with a warning. */
    private void everythingOfOnePayer() throws IOException {
        Parameters request = Requests.with(Requests.coverage("mmm", "MMM-2001"));
        Requests.and(request, "order", Requests.order(Requests.LEMTRADA_HCPCS));
        forms.all().stream()
                .filter(form -> form.policy().payers().contains("mmm"))
                .forEach(form -> {
                    Requests.form(request, form.canonical().url());
                    Requests.form(request, form.adaptiveUrl());
                });
        Requests.form(request, FORMS + "nowhere");

        Reply reply = write("several", request);

        assertThat(bundles(reply)).hasSize(4);
        assertThat(read(Parameters.class, reply).hasParameter("outcome")).isTrue();
    }

    /** Answers without a package. */
    private void onlyWords() throws IOException {
        Parameters unknown = Requests.with(Requests.coverage("mmm", "MMM-2001"));
        assertThat(bundles(write("unknown", Requests.form(unknown, FORMS + "nowhere"))))
                .isEmpty();
        Parameters unchanged = Requests.with(Requests.coverage("mmm", "MMM-2001"));
        Requests.form(unchanged, FORMS + "mmm-alemtuzumab-initial");
        Requests.and(unchanged, "changedsince", new InstantType("2199-01-01T00:00:00Z"));
        assertThat(bundles(write("unchanged", unchanged))).isEmpty();
    }

    private static Parameters ordered(String payer, String member) {
        Parameters request = Requests.with(Requests.coverage(payer, member));
        return Requests.and(request, "order", Requests.order(Requests.UNCLASSIFIED_HCPCS));
    }

    private Reply write(String name, Parameters request) throws IOException {
        Reply reply = ask(request);
        assertThat(reply.status()).as(name).isEqualTo(200);
        assertThat(reply.body().getBytes(StandardCharsets.UTF_8).length
                        / Math.max(1, bundles(reply).size()))
                .as("bytes of a package with its answers, %s", name)
                .isLessThan(300_000);
        Files.writeString(answers.resolve(name + ".json"), reply.body());
        files++;
        return reply;
    }
}
