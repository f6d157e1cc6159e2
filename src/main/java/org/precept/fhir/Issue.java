package org.precept.fhir;

import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with a request, as an OperationOutcome issue of severity error.
 *
 * @param type what kind of problem
 * @param expression FHIRPath of the element, e.g. {@code Bundle.entry[0].resource.provider}; null when no element is to blame
 * @param diagnostics what is wrong and what to do; never holds patient data
 */
public record Issue(IssueType type, @Nullable String expression, String diagnostics) {}
