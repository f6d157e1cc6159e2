package org.precept.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.precept.server.app.Responses.codes;
import static org.precept.server.app.Responses.sources;
import static org.precept.server.app.Responses.values;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.precept.support.BrowserTest;

/** What goes into a form comes out, in a real browser under the app's own policy. */
class FormRoundTripIT extends BrowserTest {

    private static final Path FORMS = Path.of("src/test/resources/form-view");

    private FormPage page;

    @BeforeEach
    void openPage() {
        page = new FormPage(browser, address("/dtr/"));
    }

    @Test
    void everyFormGivesBackWhatItWasGiven() {
        assertThat(FilledForm.files()).hasSize(7).allSatisfy(file -> {
            ObjectNode filled = new FilledForm(file).filled();

            JsonNode once = page.mount(filled).response();
            assertThat(once).as("%s", file).isEqualTo(filled.path("response"));

            filled.set("response", once);
            assertThat(page.mount(filled).response()).isEqualTo(once);
            assertThat(page.call("progress()").path("open").asInt()).isZero();
            assertThat(page.call("validate()")).isEmpty();
        });
    }

    @Test
    void everyTypeOfItemGivesBackWhatItWasGiven() {
        ObjectNode shown = FilledForm.everyType();
        shown.set("response", FormPage.json(FORMS.resolve("every-type-response.json")));

        assertThat(page.mount(shown).response()).isEqualTo(shown.path("response"));
        browser.size(1000, 5200);
        browser.screenshot("form-every-type");
    }

    @Test
    void everyTypeOfItemCanBeAnsweredByHand() throws Exception {
        page.mount(FilledForm.everyType());

        page.input("bool", "label:nth-of-type(1) input").click();
        page.input("bool/bool.why", "textarea").sendKeys("Because");
        page.input("string", "input").sendKeys("  A line ");
        page.input("strings[0]", "input").sendKeys("first");
        browser.find("[id='add-strings/1']").click();
        page.settle();
        page.input("strings[1]", "input").sendKeys("second");
        page.input("integer", "input").sendKeys("42");
        page.input("decimal", "input").sendKeys("1.5");
        page.type(page.input("date", "input.native"), "09182026");
        page.type(page.input("dateTime", "input.native"), "091820261030AM");
        page.type(page.input("time", "input.native"), "1030AM");
        page.input("url", "input").sendKeys("https://precept.example/x");
        page.input("quantity", "input").sendKeys("70.5");
        page.input("radio", "label:nth-of-type(2) input").click();
        page.input("list", "select").sendKeys("Seven");
        page.input("boxes", "div:nth-of-type(1) > label input").click();
        page.input("boxes", "div:nth-of-type(3) > label input").click();
        page.input("open", "label:nth-of-type(3) input").click();
        page.settle();
        page.input("open", ".lhc-answer-other-input").sendKeys("a hamster");
        page.input("words", "label:nth-of-type(2) input").click();
        Path file =
                Files.writeString(Files.createTempDirectory("precept-form-view").resolve("note.txt"), "hello");
        page.input("file", "input[type=file]").sendKeys(file.toString());
        page.input("group/group.trial[0]/group.trial.agent", "select").sendKeys("Two");
        page.settle();

        assertThat(values(page.response().path("item")))
                .containsExactly(
                        "bool true",
                        "bool.why Because",
                        "string A line",
                        "strings first",
                        "strings second",
                        "integer 42",
                        "decimal 1.5",
                        "date 2026-09-18",
                        "dateTime 2026-09-18T10:30",
                        "time 10:30:00",
                        "url https://precept.example/x",
                        "quantity 70.5",
                        "radio green",
                        "list seven",
                        "boxes north",
                        "boxes east",
                        "open a hamster",
                        "words beta",
                        "file note.txt text/plain 5 aGVsbG8=",
                        "group.trial.agent two");
        assertThat(sources(page.response().path("item"))).containsOnly("manual");
    }

    @Test
    void everyChoiceOfEveryFormSurvives() {
        assertThat(FilledForm.files()).allSatisfy(file -> {
            FilledForm form = new FilledForm(file);
            ObjectNode shown = form.filled();
            int most = form.shown().findValuesAsText("answerValueSet").stream()
                    .mapToInt(set -> form.options(set).size())
                    .max()
                    .orElse(0);
            for (int turn = 0; turn < most; turn++) {
                choose(shown.path("questionnaire").path("item"), shown.at("/response/item"), form, turn);

                assertThat(codes(page.mount(shown).call("ledger.items()")))
                        .isEqualTo(codes(shown.at("/response/item")));
            }
        });
    }

    /** Puts the turn-th option (from the front again after the last) into each choice on which nothing depends. */
    private static void choose(JsonNode asked, JsonNode items, FilledForm form, int turn) {
        for (JsonNode question : asked) {
            for (JsonNode item : items) {
                if (item.path("linkId").equals(question.path("linkId"))) {
                    List<JsonNode> options =
                            form.options(question.path("answerValueSet").asText());
                    if (!options.isEmpty() && !question.has("item")) {
                        ObjectNode answer = (ObjectNode) item.path("answer").get(0);
                        answer.setAll((ObjectNode) options.get(turn % options.size()));
                        ((ArrayNode) item.path("answer")).removeAll().add(answer);
                    }
                    choose(question.path("item"), item.path("item"), form, turn);
                }
            }
        }
    }
}
