package org.precept.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.precept.server.app.Responses.item;
import static org.precept.server.app.Responses.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.precept.support.BrowserTest;

/** What forms say about their answers in a real browser, and what becomes of changed ones. */
class FormViewIT extends BrowserTest {

    private FormPage page;

    @BeforeEach
    void openPage() {
        page = new FormPage(browser, address("/dtr/"));
    }

    @Test
    void aPrefilledAnswerSaysItsOriginAndStaysChangeable() {
        FilledForm form = FilledForm.of("mmm-alemtuzumab", "initial");
        ObjectNode shown = form.filled();
        shown.putObject("origins")
                .putObject("hiv-negative")
                .put("text", "from the clinic’s record: HIV test, 2026-09-18");
        shown.putObject("author").putObject("practitioner").put("reference", "Practitioner/alex");
        page.mount(shown);

        WebElement hiv = page.item("hiv-negative");
        assertThat(mark(hiv)).isEqualTo("From the clinic’s record: HIV test, 2026-09-18");
        assertThat(described(hiv.findElement(By.cssSelector("[role=radiogroup]"))))
                .contains("HIV test, 2026-09-18");

        hiv.findElement(By.cssSelector("label:nth-of-type(2) input")).click();
        page.settle();

        assertThat(mark(hiv)).startsWith("Changed by you. Before: Yes").contains("HIV test, 2026-09-18");
        assertThat(source("hiv-negative")).isEqualTo("override");
        assertThat(page.response().findParents("linkId").toString()).contains("Practitioner/alex");
        assertThat(source("no-concurrent-dmt")).isEqualTo("auto-client");
        browser.screenshot("form-changed-answer");

        hiv.findElement(By.cssSelector("label:nth-of-type(3) input")).click();
        page.settle();
        assertThat(mark(hiv)).startsWith("Removed by you. Before: Yes");
        assertThat(page.response().findValuesAsText("linkId")).doesNotContain("hiv-negative");

        hiv.findElement(By.cssSelector("label:nth-of-type(1) input")).click();
        page.settle();
        assertThat(source("hiv-negative")).isEqualTo("auto-client");
    }

    @Test
    void aMonthIsKeptAndNeverBecomesADay() {
        ObjectNode shown = FilledForm.of("mmm-alemtuzumab", "initial").filled();
        ((ObjectNode) item(shown.path("response"), "last-course-date")
                        .path("answer")
                        .get(0))
                .put("valueDate", "2025-06");
        page.mount(shown);

        assertThat(mark(page.item("last-course-date"))).contains("June 2025, day not known");
        assertThat(item(page.response(), "last-course-date")
                        .at("/answer/0/valueDate")
                        .asText())
                .isEqualTo("2025-06");

        page.type(page.input("last-course-date", "input.native"), "06122025");
        assertThat(item(page.response(), "last-course-date")
                        .at("/answer/0/valueDate")
                        .asText())
                .isEqualTo("2025-06-12");
        assertThat(source("last-course-date")).isEqualTo("override");
    }

    @Test
    void removingARepetitionKeepsTheOriginsOfTheOther() {
        page.mount(FilledForm.of("mmm-alemtuzumab", "initial").filled());

        browser.find("[aria-label='Remove “Therapy tried and stopped (one entry for each)” 1']")
                .click();
        page.settle();

        JsonNode trials = item(page.response(), "step-therapy").path("item");
        assertThat(trials).hasSize(1);
        assertThat(trials.at("/0/item/1/answer/0/valueDate").asText()).isEqualTo("2026-02-15");
        assertThat(sources(trials)).containsOnly("auto-client");
    }

    @Test
    void whatIsWrongIsSaidAtTheQuestion() {
        page.mount(FilledForm.everyType());
        page.type(page.input("date", "input.native"), "01012099");
        page.input("integer", "input").sendKeys("4x");
        page.input("decimal", "input").sendKeys("2");

        JsonNode found = page.call("validate()");

        assertThat(found.findValuesAsText("linkId")).containsExactly("bool", "integer", "date");
        assertThat(page.item("date").getText()).contains("1 January 2099 lies in the future");
        assertThat(described(page.input("integer", "input"))).contains("Enter a whole number");
        assertThat(page.input("integer", "input").getDomAttribute("aria-invalid"))
                .isEqualTo("true");
        assertThat(page.violations()).isEmpty();
        browser.screenshot("form-messages");

        page.input("bool", "label:nth-of-type(1) input").click();
        page.settle();
        assertThat(page.item("bool").getText()).doesNotContain("Please answer");
    }

    @Test
    void whatTheServerSaysStandsUntilTheAnswerChanges() {
        page.mount(FilledForm.of("mmm-alemtuzumab", "initial").filled());
        page.call("showMessages([{linkId: 'dosing.quantity', message: 'The payer asks why.'}])");
        page.input("hiv-negative", "label:nth-of-type(2) input").click();
        page.settle();
        assertThat(page.item("dosing").getText()).contains("The payer asks why.");

        page.input("dosing/dosing.quantity", "input").sendKeys("0");
        page.settle();
        assertThat(page.item("dosing").getText()).doesNotContain("The payer asks why.");
    }

    @Test
    void tooLargeAFileIsRefusedAtTheQuestion() throws Exception {
        ObjectNode shown = FilledForm.of("cigna-alemtuzumab", "initial").shown();
        page.mount(shown.put("maxAttachmentBytes", 10));
        Path file = Files.writeString(
                Files.createTempDirectory("precept-form-view").resolve("long.txt"), "longer than ten");

        page.input("clinical-notes[0]", "input[type=file]").sendKeys(file.toString());
        page.settle();

        assertThat(page.item("clinical-notes[0]").getText()).contains("“long.txt” has 15 bytes; at most 10 bytes");
        assertThat(page.response().has("item")).isFalse();
    }

    @Test
    void whatIsReadOnlyCannotBeChangedAndComesBack() {
        ObjectNode shown = FilledForm.of("mmm-alemtuzumab", "initial").filled();
        ((ArrayNode) shown.withArray("readOnly")).add("diagnosis").add("step-therapy");
        page.mount(shown);

        assertThat(page.item("step-therapy")
                        .findElements(By.cssSelector("input:enabled, select:enabled, button:enabled")))
                .noneMatch(WebElement::isDisplayed);
        assertThat(page.item("hiv-negative").findElements(By.cssSelector("input:enabled")))
                .isNotEmpty();
        assertThat(page.response()).isEqualTo(shown.path("response"));
    }

    private static String mark(WebElement item) {
        return item.findElement(By.cssSelector(".origin-text")).getText();
    }

    /** The text of what an element's aria-describedby names. */
    private String described(WebElement element) {
        return Stream.of(String.valueOf(element.getDomAttribute("aria-describedby"))
                        .split(" "))
                .map(id -> browser.find("[id='" + id + "']").getText())
                .reduce("", (one, other) -> one + " " + other);
    }

    private String source(String linkId) {
        return item(page.response(), linkId)
                .at("/answer/0/extension/0/extension/0/valueCode")
                .asText();
    }
}
