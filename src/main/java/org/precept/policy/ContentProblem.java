package org.precept.policy;

/**
 * Something wrong with content.
 *
 * @param file the file's name
 * @param expression FHIRPath of the element
 * @param reason what is wrong and what is expected
 */
public record ContentProblem(String file, String expression, String reason) {
    @Override
    public String toString() {
        return file + ": " + expression + ": " + reason;
    }
}
