package org.precept.policy;

/** Who may say yes once every criterion is met (policies.md, table of policies). */
public enum Approver {
    /** The rules themselves: approved at once. */
    RULES,
    /** A nurse reviewer. */
    NURSE,
    /** A clinician, always. */
    CLINICIAN
}
