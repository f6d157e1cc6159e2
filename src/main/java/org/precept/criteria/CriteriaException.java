package org.precept.criteria;

/** Criteria could not be computed. The message names the library and define, never patient data. */
public class CriteriaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CriteriaException(String message) {
        super(message);
    }

    public CriteriaException(String message, Throwable cause) {
        super(message, cause);
    }
}
