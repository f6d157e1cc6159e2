package org.precept.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.openqa.selenium.WebElement;
import org.precept.support.Browser;

/** The form app as its user sees it. Questions are named by linkId; repeated ones by their position as well. */
final class FormPage {

    static final String ANSWERS = "https://precept.example/fhir/CodeSystem/answers|";
    static final String CLINIC = "the demo clinic";

    private final Browser browser;

    private FormPage(Browser browser) {
        this.browser = browser;
    }

    /** Opens an address that leads to a form, and waits for its first question. */
    static FormPage open(Browser browser, String address) {
        browser.open(address);
        return shown(browser);
    }

    /** The form that is about to be shown. */
    static FormPage shown(Browser browser) {
        browser.find("lhc-item");
        return new FormPage(browser);
    }

    /** A radio button of a question: its value, {@code true}, or {@code system|code}. */
    WebElement choice(String linkId, String value) {
        return browser.find("[id='" + linkId + "/1|" + value + "']");
    }

    FormPage answer(String linkId, String value) {
        click(choice(linkId, value));
        return this;
    }

    boolean isChosen(String linkId, String value) {
        return choice(linkId, value).getDomAttribute("class").contains("ant-radio-wrapper-checked");
    }

    /** The question with everything that is said at it. */
    WebElement question(String linkId) {
        return browser.find("[id='item-" + linkId + "/1']");
    }

    /** Where an answer comes from, as the page says it. */
    String mark(String linkId) {
        return browser.find("[id='origin-" + linkId + "/1']").getText();
    }

    /** E.g. {@code 3 of 14 questions left}. */
    String progress() {
        return browser.find(".progress-text").getText().lines().findFirst().orElse("");
    }

    /** What goes on, as screen readers hear it. */
    String status() {
        return browser.text(browser.find("#status"));
    }

    void save() {
        click(browser.find("#save"));
    }

    /** To the next step of an adaptive form; waits until it can be answered, or nothing is left. */
    void next() {
        String before = browser.text(browser.find("#main"));
        click(browser.find("#next"));
        browser.awaitThat(
                "the next step",
                () -> !browser.text(browser.find("#main")).equals(before)
                        && (!browser.all("#finish").isEmpty()
                                || !browser.all("#next:not([disabled])").isEmpty()));
    }

    void finish() {
        click(browser.find("#finish"));
    }

    /** Finishes, goes back to the EHR and sends the request. @return the decision that is shown */
    WebElement finishAndSend() {
        finish();
        browser.find("#return").click();
        browser.find("#send").click();
        return browser.find("[data-decision]");
    }

    /** In the middle of the window, where neither header nor footer covers it. */
    private void click(WebElement element) {
        browser.run("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element);
        element.click();
    }

    /** The decision's X12 306 code. */
    static String code(WebElement decision) {
        String code = decision.getDomAttribute("data-decision");
        assertThat(code).isNotNull();
        return code;
    }
}
