package org.precept.policy;

import org.hl7.fhir.r4.model.Organization;

/**
 * A payer this server answers for.
 *
 * @param value identifier value in system {@code https://precept.example/payer}, e.g. {@code mmm}
 * @param name for people
 * @param organization the stored Organization; must not be changed
 */
public record Payer(String value, String name, Organization organization) {}
