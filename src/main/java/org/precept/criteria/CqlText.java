package org.precept.criteria;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One CQL file.
 *
 * @param file its name, for messages, e.g. {@code MMMAlemtuzumab.cql}
 * @param text the CQL
 */
public record CqlText(String file, String text) {
    private static final Pattern HEADER =
            Pattern.compile("(?m)^\\s*library\\s+\"?([A-Za-z][A-Za-z0-9_]*)\"?\\s+version\\s+'([^']+)'");

    /** Name and version of the library declaration; empty when the text declares none. */
    Optional<LibraryName> declares() {
        Matcher header = HEADER.matcher(text);
        return header.find() ? Optional.of(new LibraryName(header.group(1), header.group(2))) : Optional.empty();
    }
}
