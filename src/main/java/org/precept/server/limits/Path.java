package org.precept.server.limits;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Where in a JSON document a reader stands, written like FHIRPath: {@code Bundle.entry[3].resource.quantity}. */
final class Path {

    private final Deque<Level> levels = new ArrayDeque<>();

    void startObject() {
        value();
        levels.push(new Level(false));
    }

    void startArray() {
        value();
        levels.push(new Level(true));
    }

    /** Leaves the object or array; the number of {@code entry} elements is kept by the object around it. */
    void end() {
        Level ended = levels.pop();
        Level around = levels.peek();
        if (ended.array && around != null && "entry".equals(around.name)) {
            around.entries = ended.index + 1;
        }
    }

    void name(String name) {
        top().name = name;
    }

    /** A value begins: in an array that is the next element. */
    void value() {
        Level level = levels.peek();
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
        return levels.size();
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
        for (Iterator<Level> each = levels.descendingIterator(); each.hasNext(); ) {
            Level level = each.next();
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
        return levels.element();
    }

    private static final class Level {
        private final boolean array;
        private int index = -1;
        private int entries;
        private @Nullable String name;
        private @Nullable String resourceType;

        private Level(boolean array) {
            this.array = array;
        }
    }
}
