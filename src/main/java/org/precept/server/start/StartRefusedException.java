package org.precept.server.start;

/** The server will not start; carries what a person needs to put it right. */
public final class StartRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String action;

    /**
     * @param reason what is wrong, in sentences
     * @param action what to do about it
     */
    public StartRefusedException(String reason, String action) {
        super(reason);
        this.action = action;
    }

    /** What to do about it. */
    public String action() {
        return action;
    }
}
