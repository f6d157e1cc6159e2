/** Something that went wrong, in words for the person at the screen. */
export class Problem extends Error {
    /**
     * @param {string} message what happened, one sentence
     * @param {{details?: string[], status?: number, issues?: object[], cause?: unknown}} [more] `details`: why, and what to
     *     do; `status`: of the HTTP answer, 0 when none came; `issues`: of an OperationOutcome
     */
    constructor(message, { details = [], status = 0, issues = [], cause } = {}) {
        super(message, { cause });
        this.details = details;
        this.status = status;
        this.issues = issues;
    }

    /** True when nobody answered, so that trying again may help. */
    get offline() {
        return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
    }

    /** What was thrown, as a problem. @param {unknown} error @returns {Problem} */
    static of(error) {
        if (error instanceof Problem) {
            return error;
        }
        return new Problem('The form cannot go on.', {
            details: [error instanceof Error ? error.message : String(error)],
            cause: error
        });
    }

    /**
     * The problem that an HTTP answer tells of.
     * @param {string} message
     * @param {number} status
     * @param {any} body an OperationOutcome, or anything else
     */
    static answered(message, status, body) {
        const issues = body?.resourceType === 'OperationOutcome' ? body.issue ?? [] : [];
        const details = issues.map(issue => issue.diagnostics ?? issue.details?.text ?? issue.code).filter(Boolean);
        return new Problem(message, {
            details: details.length > 0 ? details : [`The answer was HTTP ${status}.`],
            status,
            issues
        });
    }
}
