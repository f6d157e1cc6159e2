package org.precept.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.precept.support.BrowserTest;

/** A whole form in a real browser, from the signed order to the decision. */
class StaticFormIT extends BrowserTest {

    @Test
    void fromTheSignedOrderToTheApproval() {
        browser.open(address("/demo-ehr/"));
        browser.find("tr[data-member=ben] a").click();
        FormPage form = FormPage.shown(browser);

        assertThat(browser.address()).isEqualTo(address("/dtr/"));
        assertThat(browser.text()).contains("Benicio Rivera", "MMM, member MMM-2001", "Lemtrada");
        assertThat(form.mark("hiv-negative")).isEqualTo("From " + FormPage.CLINIC);
        assertThat(form.mark("diagnosis")).isEqualTo("From " + FormPage.CLINIC);
        assertThat(form.isChosen("hiv-negative", "true")).isTrue();
        assertThat(form.progress()).isEqualTo("3 of 14 questions left");
        browser.screenshot("form-open");

        form.answer("no-concurrent-dmt", "true").answer("no-active-infection", "true");
        browser.awaitThat("progress", () -> form.progress().equals("1 of 14 questions left"));
        browser.screenshot("form-answered");
        WebElement decision = form.finishAndSend();

        assertThat(FormPage.code(decision)).isEqualTo("A1");
        assertThat(decision.getText())
                .contains("Approved", "No active infection: met. Evidence: Form: no-active-infection = true");
        assertThat(browser.text()).containsPattern("Authorization\\s+PA\\d{9}");
        browser.size(1100, 640);
        browser.screenshot("decision-approved");
    }

    @Test
    void everyStepWorksWithTheKeyboardAlone() {
        browser.open(address("/dtr/?demo=mara&context="));
        FormPage form = FormPage.shown(browser);
        browser.awaitThat("the focus in the form", () -> insideForm(browser.focused()));

        chooseByKeyboard("no-concurrent-dmt", 0);
        chooseByKeyboard("dosing", 0);
        assertThat(form.isChosen("no-concurrent-dmt", "true")).isTrue();
        assertThat(form.isChosen("dosing", "true")).isTrue();
        tabTo("finish");
        browser.press(Keys.ENTER);
        browser.find("#return");
        tabTo("return");
        browser.press(Keys.ENTER);
        browser.find("#send");
        tabTo("send");
        browser.press(Keys.ENTER);

        assertThat(FormPage.code(browser.find("[data-decision]"))).isEqualTo("A4");
        assertThat(browser.text()).contains("nurse reviewer", "No other MS drug at the same time: met");
    }

    @Test
    void aPrefilledAnswerCanBeChangedAndIsFiledAsChanged() {
        FormPage form = FormPage.open(browser, address("/demo-ehr/launch?context=&member=elena"));
        String before = form.mark("relapsing-form");

        form.answer("relapsing-form", FormPage.ANSWERS + "cis");

        browser.awaitThat("the mark", () -> form.mark("relapsing-form").startsWith("Changed by you. Before: "));
        assertThat(before).startsWith("From ");
        browser.screenshot("answer-changed");
        form.save();
        browser.awaitThat("the form saved", () -> form.status().startsWith("Saved at " + FormPage.CLINIC));
        JsonNode answer = answer(newestForm("elena"), "relapsing-form");
        assertThat(answer.at("/valueCoding/code").asText()).isEqualTo("cis");
        assertThat(answer.toString()).contains("\"valueCode\":\"override\"", "Practitioner/alex");
    }

    @Test
    void aFileIsAttachedAndReachesTheClinician(@TempDir Path directory) throws IOException {
        Path note = Files.writeString(directory.resolve("visit-note.txt"), "Seen today.");
        FormPage form = FormPage.open(browser, address("/demo-ehr/launch?context=&member=kira"));

        for (String question : List.of("clinical-notes", "records")) {
            form.question(question);
            browser.all("[id='file-" + question + "/1']").get(0).sendKeys(note.toString());
            browser.awaitThat(
                    "the file", () -> form.question(question).getText().contains("visit-note.txt"));
        }
        form.answer("benefit", FormPage.ANSWERS + "complete");
        browser.screenshot("file-attached");
        WebElement decision = form.finishAndSend();

        assertThat(FormPage.code(decision)).isEqualTo("A4");
        assertThat(decision.getText()).contains("clinician");
        assertThat(answer(newestForm("kira"), "clinical-notes")
                        .at("/valueAttachment/title")
                        .asText())
                .isEqualTo("visit-note.txt");
    }

    private static boolean insideForm(WebElement element) {
        String id = element.getDomProperty("id");
        return "INPUT".equalsIgnoreCase(element.getTagName()) || (id != null && id.contains("/1"));
    }

    /** Tabs to a group of radio buttons and takes the one at a position. */
    private void chooseByKeyboard(String linkId, int position) {
        String name = "radiogroup_" + linkId + "/1";
        tabUntil(() -> name.equals(browser.focused().getDomAttribute("name")), linkId);
        for (int i = 0; i < 10 && !isFocusedAt(name, position); i++) {
            browser.press(Keys.ARROW_DOWN);
        }
        browser.press(Keys.SPACE);
    }

    private boolean isFocusedAt(String name, int position) {
        return Boolean.TRUE.equals(browser.run(
                "return [...document.getElementsByName(arguments[0])].indexOf(document.activeElement) === arguments[1]",
                name,
                position));
    }

    private void tabTo(String id) {
        tabUntil(() -> id.equals(browser.focused().getDomProperty("id")), id);
    }

    private void tabUntil(BooleanSupplier there, String what) {
        for (int i = 0; i < 200 && !there.getAsBoolean(); i++) {
            browser.press(Keys.TAB);
        }
        assertThat(there.getAsBoolean()).as("the Tab key leads to %s", what).isTrue();
    }

    private JsonNode newestForm(String member) {
        String id = client.get("/demo-ehr/patients/" + member).at("/forms/0/id");
        return client.get("/demo-ehr/patients/" + member + "/responses/" + id).json();
    }

    /** The first answer to a question, at whatever depth. */
    private static JsonNode answer(JsonNode response, String linkId) {
        return response.findParents("linkId").stream()
                .filter(item -> item.path("linkId").asText().equals(linkId))
                .map(item -> item.at("/answer/0"))
                .findFirst()
                .orElseThrow();
    }
}
