package org.precept.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;
import org.precept.support.BrowserTest;
import org.precept.support.Reply;

/** What becomes of answers when work is interrupted or refused. */
class FormSavingIT extends BrowserTest {

    /** Lets a test change what the page sends: {@code window.bent} gets address and request, and gives the request. */
    private static final String BENDING = """
            const send = window.fetch;
            window.fetch = (address, request) => send(address, window.bent ? window.bent(String(address), request) : request);
            """;
    /** The payer itself has to refuse: the page would not have sent this answer. */
    private static final String ANOTHER_ANSWER = """
            window.bent = (address, request) => address.includes('/demo-ehr/') || !request?.body
                ? request : { ...request, body: request.body.replace('"complete"', '"no-such-plan"') };
            """;

    private static final String ANOTHER_TOKEN = """
            window.bent = (address, request) => address.includes('/demo-ehr/')
                ? { ...request, headers: { ...request.headers, Authorization: 'Bearer too-old' } } : request;
            """;

    @BeforeEach
    void bend() {
        browser.command("Page.addScriptToEvaluateOnNewDocument", Map.of("source", BENDING));
    }

    @Test
    void aSavedFormIsContinuedWhereItWasLeft() {
        FormPage form = FormPage.open(browser, address("/demo-ehr/launch?context=&member=elena"));
        form.answer("neurologist", "true");
        form.save();
        browser.awaitThat("the form saved", () -> form.status().startsWith("Saved at " + FormPage.CLINIC));

        browser.open(address("/demo-ehr/"));
        WebElement draft = browser.find("tr[data-member=elena] td:last-child a[href*='response=']");
        String id = draft.getDomAttribute("href").replaceFirst(".*response=", "");
        draft.click();
        FormPage continued = FormPage.shown(browser);

        assertThat(continued.isChosen("neurologist", "true")).isTrue();
        assertThat(continued.mark("relapsing-form")).startsWith("From ");
        continued.answer("dosing", "true");
        continued.finish();
        browser.find("#return");
        Reply stored = client.get("/demo-ehr/patients/elena/responses/" + id);
        assertThat(stored.at("/status")).as("continued, not begun anew").isEqualTo("completed");
        assertThat(stored.at("/meta/versionId")).isNotEqualTo("1");
    }

    @Test
    void whatThePayerRefusesIsSaidAtTheQuestion() {
        FormPage form = FormPage.open(browser, address("/demo-ehr/launch?context=&member=kira"));
        form.answer("benefit", FormPage.ANSWERS + "complete");
        browser.expectProblem("status of 422");
        browser.run(ANOTHER_ANSWER);

        form.finish();

        browser.awaitThat(
                "the message",
                () -> !browser.all("[id='item-benefit/1'] .message").isEmpty());
        assertThat(form.question("benefit").getText()).contains("choice");
        assertThat(browser.find(".messages").getText()).contains("Please check one answer");
        browser.screenshot("payer-refuses");
    }

    @Test
    void answersOutliveAnEhrThatDoesNotAnswer() {
        FormPage form = FormPage.open(browser, address("/demo-ehr/launch?context=&member=mara"));
        browser.expectProblem("net::ERR_BLOCKED_BY_CLIENT");
        browser.expectProblem("ERR_INTERNET_DISCONNECTED");
        browser.block("*/demo-ehr/fhir/*");
        form.answer("dosing", "false");
        form.save();

        browser.awaitThat("the problem", () -> form.status().startsWith("Not saved: " + FormPage.CLINIC));
        assertThat(form.isChosen("dosing", "false")).isTrue();
        browser.screenshot("ehr-does-not-answer");
        browser.block();
        form.save();
        browser.awaitThat("the form saved", () -> form.status().startsWith("Saved at " + FormPage.CLINIC));
    }

    @Test
    void aSessionThatHasEndedIsSaidWithoutLosingTheAnswers() {
        FormPage form = FormPage.open(browser, address("/demo-ehr/launch?context=&member=kira"));
        browser.expectProblem("status of 401");
        browser.run(ANOTHER_TOKEN);

        form.answer("benefit", FormPage.ANSWERS + "basic");
        form.save();

        browser.awaitThat("the problem", () -> form.status().contains("has ended"));
        assertThat(form.isChosen("benefit", FormPage.ANSWERS + "basic")).isTrue();
    }
}
