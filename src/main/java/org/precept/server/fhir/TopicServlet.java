package org.precept.server.fhir;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.server.web.OutcomeWriter;

/** The topic of PAS as a SubscriptionTopic. R4 has no such resource, so that HAPI's R4 server cannot serve it. */
final class TopicServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    static final String TOPIC = "http://hl7.org/fhir/us/davinci-pas/SubscriptionTopic/PASSubscriptionTopic";
    private static final String ID = "/PASSubscriptionTopic";

    private final transient OutcomeWriter outcomes;
    private final String topic;

    TopicServlet(OutcomeWriter outcomes) {
        this.outcomes = outcomes;
        try (InputStream file = TopicServlet.class.getResourceAsStream("/pas/subscription-topic.json")) {
            if (file == null) {
                throw new IllegalStateException("The SubscriptionTopic is not in the jar");
            }
            topic = new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo();
        if (ID.equals(path)) {
            write(response, topic);
        } else if (path == null || path.equals("/")) {
            String url = request.getParameter("url");
            boolean found = url == null || url.equals(TOPIC);
            write(
                    response,
                    "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":" + (found ? 1 : 0)
                            + (found
                                    ? ",\"entry\":[{\"fullUrl\":\"" + TOPIC + "\",\"resource\":" + topic
                                            + ",\"search\":{\"mode\":\"match\"}}]}"
                                    : "}"));
        } else {
            outcomes.write(
                    response,
                    new RejectedRequest(
                            HttpServletResponse.SC_NOT_FOUND,
                            new Issue(
                                    IssueType.NOTFOUND,
                                    null,
                                    "The one SubscriptionTopic here is PASSubscriptionTopic.")));
        }
    }

    private static void write(HttpServletResponse response, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setContentType("application/fhir+json");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
