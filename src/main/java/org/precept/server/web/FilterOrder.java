package org.precept.server.web;

import org.springframework.core.Ordered;

/** The order in which a request meets the filters. */
public final class FilterOrder {

    /** Request id and log line, around everything else. */
    public static final int LOG = Ordered.HIGHEST_PRECEDENCE;
    /** Which origins' scripts may call; before anything that answers, so that they can read refusals too. */
    public static final int ORIGINS = LOG + 5;
    /** 503 until content is loaded. */
    public static final int READINESS = LOG + 10;
    /** Only administrators under {@code /admin} and reviewers under {@code /review}; before a body is read. */
    public static final int ADMINISTRATORS = LOG + 15;
    /** Tokens of clients of the hooks; before a body is read. */
    public static final int CLIENTS = LOG + 16;
    /** Type, size and shape of the body. */
    public static final int LIMITS = LOG + 20;
    /** Only JSON answers; reads parameters, which the limits must have seen. */
    public static final int ACCEPT = LOG + 30;

    /** Measures of what is exchanged; reads the body, which the limits must have bounded. */
    public static final int EXCHANGES = LOG + 35;

    /** ETags of what changes rarely. */
    public static final int DISCOVERY = LOG + 40;

    private FilterOrder() {}
}
