package org.precept.crd;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** References in a hook's context, which are {@code Type/id}. */
final class References {
    private static final Pattern LOCAL = Pattern.compile("(?:.*/)?([A-Z][A-Za-z]+/[A-Za-z0-9._-]{1,64})");

    private References() {}

    /**
     * The references as {@code Type/id}.
     *
     * @param path of the element they stand in
     * @throws org.precept.fhir.RejectedRequest 400 when there is none or one is not of that form
     */
    static List<String> checked(String path, List<String> sent) {
        if (sent.isEmpty()) {
            throw Refusals.missing(path, "Send at least one reference, Type/id.");
        }
        List<String> references = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            references.add(checked(path + "[" + i + "]", sent.get(i)));
        }
        return references.stream().distinct().toList();
    }

    /** The same for one reference. */
    static String checked(String path, String sent) {
        Matcher reference = LOCAL.matcher(sent);
        if (!reference.matches()) {
            throw Refusals.invalid(path, path + " must be a reference Type/id, e.g. ServiceRequest/abc.");
        }
        return reference.group(1);
    }
}
