package org.precept.walkthrough;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.precept.support.Client;

/**
 * A file of HTTP requests as editors run them: requests are separated by {@code ###}, named by {@code # @name x}, bodies
 * included by {@code < ./file}, and {@code {{x.response.body.$.path}}} quotes an earlier answer anywhere. A comment
 * {@code # decides A4 0V nurse} says what the answer decides.
 */
record HttpFile(Path path, List<Request> requests) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern QUOTE = Pattern.compile("\\{\\{(\\w+)\\.response\\.body\\.(\\$[^}]+)}}");

    /** One request; body is empty for GET, decides where the file does not say. */
    record Request(String name, String decides, String method, String path, Map<String, String> headers, String body) {
        /** The request with earlier answers quoted in path, headers and body, and credentials as they are sent. */
        Request with(Map<String, String> answers) {
            Map<String, String> sent = new LinkedHashMap<>();
            headers.forEach((header, value) -> sent.put(header, credentials(quoted(value, answers))));
            return new Request(name, decides, method, quoted(path, answers), sent, quoted(body, answers));
        }

        private static String quoted(String text, Map<String, String> answers) {
            return QUOTE.matcher(text)
                    .replaceAll(match -> Matcher.quoteReplacement(
                            first(JsonPath.read(answers.get(match.group(1)), match.group(2)))));
        }

        /** Editors encode {@code Basic user password}. */
        private static String credentials(String value) {
            String[] words = value.split(" ");
            return words.length == 3 && words[0].equals("Basic") ? Client.basic(words[1], words[2]) : value;
        }

        private static String first(Object found) {
            Object one = found instanceof List<?> list ? list.get(0) : found;
            return one instanceof Map<?, ?> object ? JSON.valueToTree(object).toString() : String.valueOf(one);
        }
    }

    static HttpFile read(Path path) throws IOException {
        List<Request> requests = new ArrayList<>();
        for (String block : Files.readString(path).split("(?m)^###.*$")) {
            if (block.lines().anyMatch(line -> line.matches("(GET|POST|PUT) .*"))) {
                requests.add(request(path, block.strip().lines().toList()));
            }
        }
        return new HttpFile(path, requests);
    }

    private static Request request(Path file, List<String> lines) throws IOException {
        String name = "";
        String decides = "";
        int i = 0;
        for (; lines.get(i).startsWith("#") || lines.get(i).isBlank(); i++) {
            if (lines.get(i).startsWith("# @name ")) {
                name = lines.get(i).substring("# @name ".length()).strip();
            } else if (lines.get(i).startsWith("# decides ")) {
                decides = lines.get(i).substring("# decides ".length()).strip();
            }
        }
        String[] start = lines.get(i++).split(" ");
        Map<String, String> headers = new LinkedHashMap<>();
        for (; i < lines.size() && !lines.get(i).isBlank(); i++) {
            String[] header = lines.get(i).split(":", 2);
            headers.put(header[0].strip(), header[1].strip());
        }
        String body = String.join("\n", lines.subList(Math.min(i + 1, lines.size()), lines.size()))
                .strip();
        if (body.startsWith("< ")) {
            body = Files.readString(file.resolveSibling(body.substring(2).strip()));
        }
        String target = start[1].replaceFirst("^http://127\\.0\\.0\\.1:8080", "");
        return new Request(name, decides, start[0], target, headers, body);
    }
}
