package org.precept.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The browser of our tests sees what must not happen on a page. */
class BrowserLogIT {

    @RegisterExtension
    final Browser browser = new Browser();

    @Test
    void errorsPoliciesAndOtherHostsAreNoticed() {
        browser.expectProblem("nothing of this kind");
        browser.open(
                "data:text/html,<meta http-equiv='Content-Security-Policy' content=\"script-src 'unsafe-inline'; style-src"
                        + " 'none'\"><p style='color:red'></p><img src='http://elsewhere.invalid/a.png'>"
                        + "<script>console.error('said by the page')</script>");

        assertThat(browser.problems())
                .anyMatch(problem -> problem.contains("said by the page"))
                .anyMatch(problem -> problem.contains("Content Security Policy"))
                .anyMatch(problem -> problem.contains("request to another machine: http://elsewhere.invalid/a.png"));

        browser.expectProblem("said by the page");
        browser.expectProblem("Content Security Policy");
        browser.expectProblem("elsewhere.invalid");
        assertThat(browser.problems()).isEmpty();
    }
}
