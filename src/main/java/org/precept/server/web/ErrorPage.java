package org.precept.server.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.precept.fhir.RejectedRequest;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where the container sends every request that nothing else answered, in place of Spring's own error page. */
@Controller
class ErrorPage implements ErrorController {

    private final OutcomeWriter outcomes;

    ErrorPage(OutcomeWriter outcomes) {
        this.outcomes = outcomes;
    }

    @RequestMapping("${server.error.path:/error}")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int status = code instanceof Integer known ? known : HttpServletResponse.SC_NOT_FOUND;
        outcomes.write(response, new RejectedRequest(status, ErrorAnswers.forStatus(status, RequestId.of(request))));
    }
}
