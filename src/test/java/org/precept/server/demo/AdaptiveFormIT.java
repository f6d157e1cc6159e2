package org.precept.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;
import org.precept.support.BrowserTest;

/** One question at a time in a real browser, from the signed order to the decision. */
class AdaptiveFormIT extends BrowserTest {

    private static final Pattern NUMBER = Pattern.compile("Authorization number: (PA\\w+)\\.");

    @Test
    void fromTheSignedOrderToTheApproval() {
        browser.open(address("/demo-ehr/"));
        browser.find("tr[data-member=carla] td a + a").click();
        FormPage form = FormPage.shown(browser);
        assertThat(browser.find("#one-question").getDomAttribute("aria-pressed"))
                .isEqualTo("true");

        skipTo(form, "tb");
        browser.screenshot("adaptive-question");
        form.answer("tb", FormPage.ANSWERS + "negative");
        form.next();
        skipTo(form, "authorization");
        form.answer("authorization", "true");
        form.next();
        browser.awaitText("Prior authorization is satisfied");

        Matcher number = NUMBER.matcher(browser.text());
        assertThat(number.find()).isTrue();
        browser.screenshot("adaptive-settled");
        WebElement decision = form.finishAndSend();
        assertThat(FormPage.code(decision)).isEqualTo("A1");
        assertThat(decision.getText())
                .contains(number.group(1), "Approved", "Tuberculosis screening: met. Evidence: Form: tb");
    }

    @Test
    void anEarlierAnswerCanBeChanged() {
        FormPage form = FormPage.open(browser, address("/dtr/?demo=jonas&form=adaptive&context="));

        skipTo(form, "no-concurrent-dmt");
        form.answer("no-concurrent-dmt", "false");
        form.next();
        browser.awaitThat(
                "the earlier answer",
                () -> browser.text(browser.find(".earlier")).contains("No"));
        browser.all(".earlier button").stream()
                .filter(button ->
                        String.valueOf(button.getDomAttribute("aria-label")).contains("any other MS"))
                .findFirst()
                .orElseThrow()
                .click();

        assertThat(form.isChosen("no-concurrent-dmt", "false")).isTrue();
        form.answer("no-concurrent-dmt", "true");
        form.next();
        browser.awaitThat(
                "the new answer", () -> browser.text(browser.find(".earlier")).contains("Yes"));
    }

    /** Goes past questions that need no answer. */
    private void skipTo(FormPage form, String linkId) {
        for (int i = 0; i < 5 && browser.all("[id='item-" + linkId + "/1']").isEmpty(); i++) {
            form.next();
        }
    }
}
