package org.precept.determination;

/**
 * An answer that a form does not offer. It is not evidence.
 *
 * @param linkId of the question
 * @param expression FHIRPath of the answer in its QuestionnaireResponse
 * @param reason what is wrong with it
 */
public record RefusedAnswer(String linkId, String expression, Reason reason) {

    /** Why an answer is refused. */
    public enum Reason {
        /** Not among the options, or of another type than the question's. */
        NOT_OFFERED,
        /** The form has no such question. */
        NO_SUCH_QUESTION,
        /** The question takes one answer and has several. */
        SEVERAL
    }

    /** For people: what was not counted. */
    public String note() {
        return switch (reason) {
            case NOT_OFFERED -> "answer to " + linkId + " is not one the form offers and was not counted";
            case NO_SUCH_QUESTION -> "answer to " + linkId + ", which the form does not ask, was not counted";
            case SEVERAL -> "answers to " + linkId + ", which takes one answer, were not counted";
        };
    }
}
