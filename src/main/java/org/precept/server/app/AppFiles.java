package org.precept.server.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;

/** The files packed with the server, found once at start. What is not among them does not exist. */
final class AppFiles {
    private static final String ROOT = "dtr-app/";
    private static final int TAG_BYTES = 16;

    private final Map<String, AppFile> files;

    private AppFiles(Map<String, AppFile> files) {
        this.files = Map.copyOf(files);
    }

    /** Finds them. @throws UncheckedIOException when one cannot be read */
    static AppFiles find(ResourcePatternResolver resources) {
        Map<String, AppFile> files = new TreeMap<>();
        try {
            for (Resource resource : resources.getResources("classpath*:" + ROOT + "**")) {
                if (resource.isReadable()) {
                    String path = path(resource);
                    Optional<String> type = AppFile.typeOf(path);
                    if (type.isPresent()) {
                        files.put(path, new AppFile(resource, type.get(), tag(resource)));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The form app's files cannot be read", e);
        }
        return new AppFiles(files);
    }

    /** The file at a path below {@code /dtr/}. */
    Optional<AppFile> at(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** A file's text. */
    static String text(AppFile file) {
        try (InputStream in = file.resource().getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("A file of the form app cannot be read", e);
        }
    }

    private static String path(Resource resource) throws IOException {
        String url = resource.getURL().getPath();
        return url.substring(url.lastIndexOf("/" + ROOT) + ROOT.length() + 1);
    }

    private static String tag(Resource resource) throws IOException {
        try (InputStream in = resource.getInputStream()) {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
            return '"' + HexFormat.of().formatHex(hash, 0, TAG_BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }
}
