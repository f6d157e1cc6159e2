package org.precept.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.precept.support.BrowserTest;

/** How the form app starts, and that it does not start for just anybody. */
class FormLaunchIT extends BrowserTest {

    private static final String REFUSED = "Your EHR did not let the form read the record.";

    @Test
    void startedByItselfItLetsTheUserChooseThePatient() {
        browser.open(address("/dtr/"));
        browser.named(FormPage.CLINIC).click();
        browser.awaitText("Whose form is it?");
        browser.screenshot("choose-patient");
        browser.named("Jonas Reed").click();

        FormPage form = FormPage.shown(browser);

        assertThat(browser.text()).contains("Jonas Reed", "member KP-4002");
        assertThat(form.progress()).contains("questions");
    }

    @Test
    void anEhrThatIsNotRegisteredIsNeverAsked() {
        browser.open(address("/dtr/?iss=https%3A%2F%2Fehr.attacker.example%2Ffhir&launch=1"));

        browser.awaitText("This EHR is not registered here.");

        assertThat(browser.text()).contains("ehr.attacker.example");
        assertThat(browser.requests()).isNotEmpty().noneMatch(request -> request.contains("//ehr.attacker.example"));
        browser.screenshot("unknown-ehr");
    }

    @Test
    void aLaunchThatIsTooOldIsExplained() {
        browser.open(address("/dtr/?iss=") + address("/demo-ehr/fhir") + "&launch=too-old");

        browser.awaitText(REFUSED);

        assertThat(browser.text()).contains("The launch is unknown or too old.");
    }

    @Test
    void aWrongVerifierOpensNothing() {
        browser.expectProblem("status of 400");
        // Before the page's scripts run on the way back, the verifier in its storage is exchanged.
        browser.command("Page.addScriptToEvaluateOnNewDocument", Map.of("source", """
                        if (location.search.includes('code=')) {
                            for (const [key, text] of Object.entries(sessionStorage)) {
                                const state = JSON.parse(text);
                                if (state?.codeVerifier) {
                                    state.codeVerifier = 'another-verifier-that-is-just-as-long-as-it-must-be';
                                    sessionStorage.setItem(key, JSON.stringify(state));
                                }
                            }
                        }
                        """));

        browser.open(address("/demo-ehr/launch?context=&member=kira"));

        browser.awaitText(REFUSED);
        assertThat(browser.text()).doesNotContain("Kira");
    }

    @Test
    void aCodeThatThisTabDidNotAskForIsNotRedeemed() {
        browser.open(address("/dtr/?code=stolen&state=guessed"));

        browser.awaitText(REFUSED);

        assertThat(browser.requests()).noneMatch(request -> request.endsWith("/demo-ehr/token"));
    }

    @Test
    void aReloadKeepsTheFormOpen() {
        FormPage.open(browser, address("/demo-ehr/launch?context=&member=kira"));

        browser.open(address("/dtr/"));

        FormPage.shown(browser);
        assertThat(browser.text()).contains("Kira Lane");
    }

    @Test
    void theTokenIsInNoAddress() {
        FormPage.open(browser, address("/demo-ehr/launch?context=&member=kira"));

        assertThat(browser.address()).isEqualTo(address("/dtr/"));
        assertThat(browser.requests()).noneMatch(request -> request.contains("access_token"));
    }
}
