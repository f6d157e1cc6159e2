package org.precept.server.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.precept.support.Browser;

/** The form app's page with a form mounted by the app's own view, without a launch. */
final class FormPage {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path AXE = Path.of("src/test/resources/axe-core-4.14.1/axe.min.js");

    private final Browser browser;

    /** Opens the page; nobody launched it, so it waits. */
    FormPage(Browser browser, String address) {
        this.browser = browser;
        browser.open(address);
        browser.find("#main h2");
    }

    /**
     * Shows a form instead of what is shown.
     *
     * @param shown what mountForm of view/form.js takes
     */
    FormPage mount(ObjectNode shown) {
        browser.run("""
                return import('/dtr/view/form.js').then(async ({ mountForm }) => {
                    window.view?.destroy();
                    window.view = await mountForm(document.getElementById('main'), JSON.parse(arguments[0]));
                });""", shown.toString());
        settle();
        return this;
    }

    /** The response as the form gives it now. */
    JsonNode response() {
        return call("response()");
    }

    /** What a method of the view returns. @param call for example {@code progress()} */
    JsonNode call(String call) {
        return json(String.valueOf(browser.run("return JSON.stringify(window.view." + call + ")")));
    }

    /** Waits until marks, progress and messages have followed the last change. */
    void settle() {
        browser.run("return new Promise(done => setTimeout(done, 350))");
    }

    /** The item of a path on the page. */
    WebElement item(String path) {
        Object found = browser.run("""
                const all = level => level.flatMap(each => [each, ...all(each.children)]);
                const one = all(window.view.ledger.occurrences()).find(each => each.path === arguments[0]);
                return one && document.getElementById('item-' + one.live._elementId);""", path);
        if (found instanceof WebElement element) {
            return element;
        }
        throw new AssertionError(path + " is not shown");
    }

    /** A field of an item. */
    WebElement input(String path, String css) {
        return item(path).findElement(By.cssSelector(css));
    }

    /** Types a day into a date field, as the browser takes it from the keyboard. */
    void type(WebElement date, String monthDayYear) {
        date.sendKeys(monthDayYear);
        settle();
    }

    /** Serious and critical violations of WCAG 2.2 A and AA that axe-core finds on the page. */
    List<?> violations() {
        try {
            browser.run(Files.readString(AXE) + "; window.axe = axe;");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (List<?>) browser.run("""
                return axe.run(document, { preload: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(found =>
                    found.violations.filter(each => ['serious', 'critical'].includes(each.impact)).flatMap(each =>
                        each.nodes.map(node => each.id + ': ' + node.html + ' ' + node.failureSummary)));""");
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
