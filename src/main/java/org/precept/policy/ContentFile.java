package org.precept.policy;

import org.hl7.fhir.r4.model.Resource;

/**
 * A content file, parsed.
 *
 * @param name how problems name it, e.g. {@code policies/mmm-alemtuzumab/PlanDefinition.json}
 * @param resource what it holds
 */
public record ContentFile(String name, Resource resource) {}
