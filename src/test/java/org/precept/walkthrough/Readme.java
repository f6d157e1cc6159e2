package org.precept.walkthrough;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The answers that the README shows: JSON blocks under {@code <!-- answer of NAME -->}. */
final class Readme {
    private static final Pattern ANSWER =
            Pattern.compile("<!-- answer of (\\w+) -->\\s*```json\\n(.*?)```", Pattern.DOTALL);

    /** An answer as shown. */
    record Shown(String request, JsonNode json) {}

    private Readme() {}

    static List<Shown> answers(String text) throws JsonProcessingException {
        List<Shown> found = new ArrayList<>();
        Matcher matcher = ANSWER.matcher(text);
        while (matcher.find()) {
            found.add(new Shown(matcher.group(1), new ObjectMapper().readTree(matcher.group(2))));
        }
        return found;
    }
}
