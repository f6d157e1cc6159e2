package org.precept.server.app;

import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.Resource;

/**
 * A file of the app.
 *
 * @param resource where it is
 * @param type its Content-Type
 * @param tag its ETag, with quotes
 */
record AppFile(Resource resource, String type, String tag) {

    /** Files of other kinds are not served. */
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html;charset=UTF-8"),
            Map.entry("css", "text/css;charset=UTF-8"),
            Map.entry("js", "text/javascript;charset=UTF-8"),
            Map.entry("mjs", "text/javascript;charset=UTF-8"),
            Map.entry("json", "application/json"),
            Map.entry("txt", "text/plain;charset=UTF-8"),
            Map.entry("md", "text/plain;charset=UTF-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("woff2", "font/woff2"));

    /** The Content-Type of a path; a licence file without an ending is text. */
    static Optional<String> typeOf(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (name.startsWith("LICEN") || name.startsWith("NOTICE")) {
            return Optional.ofNullable(TYPES.get("txt"));
        }
        return Optional.ofNullable(TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
    }
}
