package org.precept.criteria;

/**
 * Something wrong with CQL content; content with a problem is not served.
 *
 * @param file the CQL file, or the library where no file is known
 * @param line line in the file, 0 when the problem belongs to no line
 * @param message what is wrong
 */
public record CqlProblem(String file, int line, String message) {
    @Override
    public String toString() {
        return line == 0 ? file + ": " + message : file + ":" + line + ": " + message;
    }
}
