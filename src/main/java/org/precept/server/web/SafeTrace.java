package org.precept.server.web;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A failure as log text: classes and frames only, because messages may quote a member's data. */
public final class SafeTrace {

    private static final int FRAMES = 30;

    private SafeTrace() {}

    /** The failure and its causes, one line per frame. */
    public static String of(Throwable failure) {
        StringBuilder text = new StringBuilder();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (@Nullable Throwable each = failure; each != null && seen.add(each); each = each.getCause()) {
            text.append(text.isEmpty() ? "" : "\nCaused by ")
                    .append(each.getClass().getName());
            StackTraceElement[] frames = each.getStackTrace();
            for (int i = 0; i < Math.min(frames.length, FRAMES); i++) {
                text.append("\n\tat ").append(frames[i]);
            }
        }
        return text.toString();
    }
}
