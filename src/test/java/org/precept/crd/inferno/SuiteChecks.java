package org.precept.crd.inferno;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The tests of the whole suite: 1.2 and 1.3 look at discovery, 3.7.a to 3.7.c at the answers of all hooks. */
final class SuiteChecks {
    private SuiteChecks() {}

    /** 1.2: 200 and JSON. 1.3: services with hook, description and id. */
    static List<String> discovery(int status, JsonNode answer) {
        List<String> problems = new ArrayList<>();
        if (status != 200) {
            problems.add("1.2 HTTP status " + status);
        }
        if (!answer.path("services").isArray()) {
            problems.add("1.3 no array of services");
        }
        for (JsonNode service : answer.path("services")) {
            for (String field : List.of("hook", "description", "id")) {
                if (!service.path(field).isTextual()
                        || service.path(field).asText().isEmpty()) {
                    problems.add("1.3 a service has no text " + field);
                }
            }
        }
        return problems;
    }

    /** Each of External Reference, Instructions and coverage information passed with at least one hook. */
    static List<String> acrossHooks(List<Exchange> exchanges) {
        List<String> problems = new ArrayList<>();
        passes("3.7.a", HookChecks.EXTERNAL_REFERENCE, exchanges, problems);
        passes("3.7.b", HookChecks.INSTRUCTIONS, exchanges, problems);
        passes("3.7.c", HookChecks.COVERAGE_STATEMENTS, exchanges, problems);
        return problems;
    }

    private static void passes(String id, Check check, List<Exchange> exchanges, List<String> problems) {
        if (exchanges.stream()
                .noneMatch(exchange -> check.finding().apply(exchange).passes())) {
            problems.add(id + " no hook passes " + check);
        }
    }
}
