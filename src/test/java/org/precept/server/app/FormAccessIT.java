package org.precept.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.precept.server.app.Responses.values;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.precept.support.BrowserTest;

/** Forms by keyboard, on small screens, on paper, and for people who hear them. */
class FormAccessIT extends BrowserTest {

    private FormPage page;

    @BeforeEach
    void openPage() {
        page = new FormPage(browser, address("/dtr/"));
    }

    @Test
    void theFormIsAnsweredByKeyboardAlone() {
        page.mount(FilledForm.of("kesimpta-2020910", "initial").shown());

        assertThat(page.call("focusFirstOpen()").asBoolean()).isTrue();
        browser.press(Keys.ARROW_DOWN, Keys.TAB);
        browser.press(Keys.ARROW_RIGHT, Keys.TAB);
        browser.press(Keys.ARROW_LEFT, Keys.ARROW_LEFT);
        page.settle();
        browser.press(Keys.TAB, "Dr. Lee");
        page.settle();

        assertThat(values(page.response().path("item")))
                .containsExactly(
                        "relapsing-form active-spms",
                        "no-concurrent-dmt true",
                        "neurologist true",
                        "neurologist.name Dr. Lee");
    }

    @Test
    void progressCountsWhatIsAskedAndGoesToTheNextOpenQuestion() {
        page.mount(FilledForm.of("mmm-alemtuzumab", "initial").shown());
        assertThat(browser.find(".progress-text").getText()).isEqualTo("7 of 7 questions left");

        browser.named("Next open question").click();
        assertThat(browser.focused().getDomAttribute("type")).isEqualTo("radio");
        browser.press(Keys.SPACE);
        browser.awaitText("6 of 7 questions left");
        browser.named("Next open question").click();

        assertThat(browser.focused().getTagName()).isEqualTo("select");
    }

    @Test
    void onPaperThereIsASheetOfAnswers() {
        page.mount(FilledForm.of("mmm-alemtuzumab", "initial").filled());
        browser.run("window.dispatchEvent(new Event('beforeprint'))");
        browser.command("Emulation.setEmulatedMedia", Map.of("media", "print"));

        WebElement sheet = browser.find(".answer-sheet");

        assertThat(sheet.getText())
                .contains("Is the member HIV negative?", "Yes", "From the clinic’s record", "15 January 2026");
        assertThat(browser.all(".dtr-form-body").get(0).isDisplayed()).isFalse();
        browser.screenshot("form-print");
    }

    @Test
    void nobodyIsKeptOut() {
        assertThat(FilledForm.files()).allSatisfy(file -> {
            FilledForm form = new FilledForm(file);
            for (ObjectNode shown : List.of(form.shown(), form.filled())) {
                for (int width : new int[] {1200, 360}) {
                    browser.size(width, 900);
                    page.mount(shown);
                    assertThat(page.violations()).as("%s at %s", file, width).isEmpty();
                    assertThat(
                                    browser.run(
                                            "const page = document.documentElement; return page.scrollWidth - page.clientWidth"))
                            .isEqualTo(0L);
                }
            }
        });
        page.mount(FilledForm.everyType());
        assertThat(page.violations()).isEmpty();
    }
}
