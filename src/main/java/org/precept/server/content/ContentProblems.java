package org.precept.server.content;

import java.util.ArrayList;
import java.util.List;
import org.precept.server.start.StartRefusedException;

/** Collects what is wrong with content, so that one failed start tells all of it. */
final class ContentProblems {

    private final List<String> problems = new ArrayList<>();

    /** Adds a problem: file, element (FHIRPath or line) and reason. */
    void add(String file, String element, String reason) {
        problems.add(file + ": " + element + ": " + reason);
    }

    /** Adds a problem that is already one sentence naming file, element and reason. */
    void add(String problem) {
        problems.add(problem);
    }

    /** Stops the start when there was a problem. */
    void stopTheStart() {
        if (!problems.isEmpty()) {
            throw new StartRefusedException(
                    "The content has " + problems.size() + (problems.size() == 1 ? " problem:" : " problems:") + "\n  "
                            + String.join("\n  ", problems),
                    "Correct the files named above; content that was already released needs a new version.");
        }
    }
}
