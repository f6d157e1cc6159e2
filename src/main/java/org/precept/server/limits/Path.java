package org.precept.server.limits;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where in a JSON document a reader stands, written like FHIRPath: {@code Bundle.entry[3].resource.quantity}. */
final class Path {

    private @Nullable Level current;
    private int depth;

    void startObject() {
        start(false);
    }

    void startArray() {
        start(true);
    }

    private void start(boolean array) {
        value();
        current = new Level(current, array);
        depth++;
    }

    /** Leaves the object or array; the number of {@code entry} elements is kept by the object around it. */
    void end() {
        Level ended = top();
        Level around = ended.around;
        current = around;
        depth--;
        if (ended.array && around != null && "entry".equals(around.name)) {
            around.entries = ended.index + 1;
        }
    }

    void name(String name) {
        top().name = name;
    }

    /** A value begins: in an array that is the next element. */
    void value() {
        Level level = current;
        if (level != null && level.array) {
            level.index++;
        }
    }

    boolean isResourceType() {
        Level level = top();
        return !level.array && "resourceType".equals(level.name);
    }

    void resourceType(String type) {
        top().resourceType = type;
    }

    boolean isBundle() {
        return "Bundle".equals(top().resourceType);
    }

    int entries() {
        return top().entries;
    }

    int depth() {
        return depth;
    }

    /** The path of the current object, with one more name. */
    String child(String name) {
        Level level = top();
        @Nullable String before = level.name;
        level.name = name;
        String result = toString();
        level.name = before;
        return result;
    }

    @Override
    public String toString() {
        StringBuilder path = new StringBuilder();
        Deque<Level> levels = new ArrayDeque<>();
        for (Level level = current; level != null; level = level.around) {
            levels.push(level);
        }
        for (Level level : levels) {
            if (path.isEmpty() && level.resourceType != null && isSimple(level.resourceType)) {
                path.append(level.resourceType);
            }
            if (level.array) {
                path.append('[').append(Math.max(level.index, 0)).append(']');
            } else if (level.name != null) {
                path.append(path.isEmpty() ? "" : ".").append(isSimple(level.name) ? level.name : "?");
            }
        }
        return path.toString();
    }

    /** Names are the sender's text: only what looks like an element name is repeated. */
    private static boolean isSimple(String name) {
        return name.length() <= 64 && name.chars().allMatch(c -> c == '_' || c == '-' || isLetterOrDigit(c));
    }

    private static boolean isLetterOrDigit(int c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    private Level top() {
        return Objects.requireNonNull(current);
    }

    private static final class Level {
        private final @Nullable Level around;
        private final boolean array;
        private int index = -1;
        private int entries;
        private @Nullable String name;
        private @Nullable String resourceType;

        private Level(@Nullable Level around, boolean array) {
            this.around = around;
            this.array = array;
        }
    }
}
