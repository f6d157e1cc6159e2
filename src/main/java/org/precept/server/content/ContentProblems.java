package org.precept.server.content;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.precept.criteria.CqlProblem;
import org.precept.policy.ContentProblem;
import org.precept.server.start.StartRefusedException;

/** Collects what is wrong with content, so that one failed start tells all of it. */
final class ContentProblems {

    private final List<Problem> problems = new ArrayList<>();

    /**
     * Something wrong.
     *
     * @param file the file's name
     * @param element FHIRPath or line
     * @param reason what is wrong
     * @param text all of it in a sentence
     */
    record Problem(String file, String element, String reason, String text) {}

    /** Adds a problem: file, element (FHIRPath or line) and reason. */
    void add(String file, String element, String reason) {
        problems.add(new Problem(file, element, reason, file + ": " + element + ": " + reason));
    }

    /** Adds what a policy reader found. */
    void add(ContentProblem problem) {
        add(problem.file(), problem.expression(), problem.reason());
    }

    /** Adds what the translator found. */
    void add(CqlProblem problem) {
        problems.add(new Problem(
                problem.file(),
                problem.line() == 0 ? "" : "line " + problem.line(),
                problem.message(),
                problem.toString()));
    }

    /** All of them, in the order they were found. */
    List<Problem> all() {
        return List.copyOf(problems);
    }

    /** Stops the start when there was a problem. */
    void stopTheStart() {
        if (!problems.isEmpty()) {
            throw new StartRefusedException(
                    "The content has " + problems.size() + (problems.size() == 1 ? " problem:" : " problems:") + "\n  "
                            + problems.stream().map(Problem::text).collect(Collectors.joining("\n  ")),
                    "Correct the files named above; content that was already released needs a new version.");
        }
    }
}
