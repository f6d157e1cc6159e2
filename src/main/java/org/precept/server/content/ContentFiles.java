package org.precept.server.content;

import java.io.IOException;
import java.io.InputStream;
import java.util.SortedMap;
import java.util.TreeMap;
import org.precept.server.start.StartRefusedException;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Finds the files of content under a location; each is named by its path below it. */
final class ContentFiles {

    private ContentFiles() {}

    /**
     * Reads {@code fhir-resources/**}/{@code *.json} and {@code cql/*.cql}.
     *
     * @param location a directory, or {@code classpath:} and a folder
     * @return bytes by name, sorted
     */
    static SortedMap<String, byte[]> read(String location) {
        String root = location.contains(":") ? location : "file:" + location;
        // With the star a folder that does not exist is empty instead of an error.
        root = root.replaceFirst("^classpath:", "classpath*:") + (root.endsWith("/") ? "" : "/");
        SortedMap<String, byte[]> files = new TreeMap<>();
        try {
            collect(root, "fhir-resources/", "**/*.json", files);
            collect(root, "cql/", "*.cql", files);
        } catch (IOException e) {
            throw new StartRefusedException(
                    "Content cannot be read from " + location + ".",
                    "Set precept.content.location to a readable place.");
        }
        if (files.isEmpty()) {
            throw new StartRefusedException(
                    "No content was found at " + location + ".",
                    "Set precept.content.location to a directory that holds cql/ and fhir-resources/.");
        }
        return files;
    }

    private static void collect(String root, String folder, String pattern, SortedMap<String, byte[]> files)
            throws IOException {
        for (Resource file : new PathMatchingResourcePatternResolver().getResources(root + folder + pattern)) {
            String url = file.getURL().toString();
            try (InputStream bytes = file.getInputStream()) {
                files.put(url.substring(url.lastIndexOf("/" + folder) + 1), bytes.readAllBytes());
            }
        }
    }
}
