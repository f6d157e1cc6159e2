package org.precept.policy;

/**
 * Something the policy wants providers told with the coverage answer.
 *
 * @param summary under 140 characters
 * @param detail the rest, plain words
 */
public record Instruction(String summary, String detail) {}
