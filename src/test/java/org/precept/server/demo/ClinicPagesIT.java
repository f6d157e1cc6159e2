package org.precept.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;
import org.precept.support.BrowserTest;

/** The demo EHR's own pages in a browser. */
class ClinicPagesIT extends BrowserTest {

    @Test
    void thePatientsAreListedWithTheirOrders() {
        browser.open(address("/demo-ehr"));

        WebElement ben = browser.find("tr[data-member=ben]");

        assertThat(browser.all("tr[data-member]")).hasSize(16);
        assertThat(ben.getText()).contains("Benicio Rivera", "MMM", "Lemtrada", "Open form", "One question at a time");
        browser.screenshot("demo-ehr-patients");
    }

    @Test
    void anOrderThatNeedsNoFormShowsWhatThePayerSaid() {
        browser.open(address("/demo-ehr/launch?member=nico"));

        browser.awaitText("MMM asks for no form");

        assertThat(browser.find("#actions").getText()).contains("Open the form anyway");
        browser.screenshot("demo-ehr-no-form");
    }

    @Test
    void theRequestIsSentFromTheChartAndItsDecisionShown() {
        SmartApp app = new SmartApp(client);
        String token = app.token("member=paul&anyway=true").at("/access_token");
        String form = app.write(token, "POST", "QuestionnaireResponse", """
                        {"resourceType": "QuestionnaireResponse", "status": "completed",
                         "questionnaire": "https://precept.example/fhir/Questionnaire/mmm-alemtuzumab-initial|1.0.0",
                         "subject": {"reference": "Patient/ehr-paul"}, "author": {"reference": "Practitioner/alex"},
                         "item": [{"linkId": "no-active-infection", "answer": [{"valueBoolean": true}]},
                                  {"linkId": "no-concurrent-dmt", "answer": [{"valueBoolean": true}]}]}
                        """).at("/id");

        browser.open(address("/demo-ehr/finished?response=" + form));
        browser.awaitText("2 answers are stored in the chart");
        browser.find("#send").click();

        WebElement decision = browser.find("[data-decision]");
        assertThat(decision.getDomAttribute("data-decision")).isEqualTo("A4");
        assertThat(decision.getText()).contains("Pended", "HIV negative");
        browser.screenshot("demo-ehr-decision");
    }

    @Test
    void aPageWithoutAPatientSaysWhatToDo() {
        browser.open(address("/demo-ehr/finished"));

        browser.awaitText("Begin with the list of patients");
    }
}
