package org.precept.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/**
 * A real Chromium, headless and fresh for every test, to be registered with {@code @RegisterExtension}. A test fails when
 * the page writes an error to the console, meets its content security policy, or asks a host that is not this machine
 * ({@link BrowserLog}). Without Chromium the tests are skipped, aloud; nothing is downloaded.
 */
public final class Browser implements BeforeEachCallback, AfterEachCallback {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    /** For a busy machine; a page is expected to be far quicker. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long LOOK_AGAIN_MILLIS = 50;

    private ChromeDriver driver;
    private BrowserLog log;

    @Override
    public void beforeEach(ExtensionContext context) {
        boolean installed = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
        if (!installed) {
            System.err.println("SKIPPED " + context.getRequiredTestClass().getSimpleName() + ": there is no " + CHROMIUM
                    + " or no " + DRIVER + ". Install the packages chromium and chromium-driver.");
        }
        assumeTrue(installed, "Chromium or its driver is not installed");
        driver = start();
        log = new BrowserLog(driver);
    }

    private static ChromeDriver start() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1200,900",
                "--lang=en-US",
                "--user-data-dir=" + TemporaryDirectory.create("precept-browser"));
        options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL", "performance", "ALL"));
        return new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .usingAnyFreePort()
                        .build(),
                options);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (driver == null) {
            return;
        }
        try {
            if (context.getExecutionException().isPresent()) {
                screenshot("failed-" + context.getRequiredTestClass().getSimpleName() + "-"
                        + context.getRequiredTestMethod().getName());
                System.err.println("Problems of the page " + driver.getCurrentUrl() + ": " + log.problems());
            } else {
                assertThat(log.problems()).as("problems of the page").isEmpty();
            }
        } finally {
            driver.quit();
        }
    }

    /** Goes to an absolute address. */
    public void open(String address) {
        driver.get(address);
    }

    /** The address that is shown now. */
    public String address() {
        return String.valueOf(driver.getCurrentUrl());
    }

    /** The element as soon as it can be seen; CSS selector. Fails after a while. */
    public WebElement find(String css) {
        awaitThat("to see " + css, () -> all(css).stream().anyMatch(WebElement::isDisplayed));
        return all(css).stream().filter(WebElement::isDisplayed).findFirst().orElseThrow();
    }

    /** The visible button or link whose name holds the text. */
    public WebElement named(String text) {
        return visible("//*[self::button or self::a][contains(normalize-space(.), '" + text + "')]", text);
    }

    private WebElement visible(String xpath, String what) {
        awaitThat(
                "to see " + what,
                () -> driver.findElements(By.xpath(xpath)).stream().anyMatch(WebElement::isDisplayed));
        return driver.findElements(By.xpath(xpath)).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElseThrow();
    }

    /** All elements that fit now, visible or not. */
    public List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** Text of the whole page as one can see it. */
    public String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    /** Text of an element, seen or not. */
    public String text(WebElement element) {
        return String.valueOf(run("return arguments[0].textContent", element));
    }

    /** Waits until the page shows the text. */
    public void awaitText(String text) {
        awaitThat("the text \"" + text + "\"", () -> text().contains(text));
    }

    /** Waits until something holds; says on failure what was expected and what the page shows instead. */
    public void awaitThat(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Waited for " + what + " at " + address() + ". The page shows: " + text());
            }
            pause();
        }
    }

    /** The page may exchange an element between two questions about it. */
    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (StaleElementReferenceException | NoSuchElementException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a page", e);
        }
    }

    /** Types keys into whatever has the focus. */
    public void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Shift and Tab. */
    public void tabBack() {
        new Actions(driver)
                .keyDown(Keys.SHIFT)
                .sendKeys(Keys.TAB)
                .keyUp(Keys.SHIFT)
                .perform();
    }

    /** The element that has the focus. */
    public WebElement focused() {
        return driver.switchTo().activeElement();
    }

    /** Runs JavaScript in the page. @return what it returns; null, text, number, boolean, list, map or element */
    public Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** A command of the Chrome DevTools Protocol, e.g. {@code Network.setBlockedURLs}. */
    public Map<String, Object> command(String name, Map<String, Object> parameters) {
        return driver.executeCdpCommand(name, parameters);
    }

    /** From now on no request to such addresses gets through ({@code *} stands for anything); none: all do again. */
    public void block(String... patterns) {
        command("Network.enable", Map.of());
        command("Network.setBlockedURLs", Map.of("urls", List.of(patterns)));
    }

    /** A problem that the test provokes and so does not count; a part of its text. */
    public void expectProblem(String part) {
        log.expect(part);
    }

    /** What would fail the test if it ended now. */
    public List<String> problems() {
        return log.problems();
    }

    /** Addresses of all requests so far. */
    public List<String> requests() {
        return log.requests();
    }

    /** Writes what the window shows to {@code target/screenshots}. @return the file */
    public Path screenshot(String name) {
        try {
            File taken = driver.getScreenshotAs(OutputType.FILE);
            Path file = Files.createDirectories(SCREENSHOTS).resolve(name + ".png");
            return Files.write(file, Files.readAllBytes(taken.toPath()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Size of the window in CSS pixels. */
    public void size(int width, int height) {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }
}
