package org.precept.policy;

import java.util.Set;

/** What the codings of an order or item say about the product. Products, not ingredients, tell Lemtrada from Campath. */
public sealed interface ProductIdentity {

    /** One product of the product CodeSystem, be it one we have a policy for or not. */
    record Identified(String product) implements ProductIdentity {}

    /** Codes that several products share (J3490, an RxNorm ingredient): a drug code is needed. */
    record Unspecific(Set<String> candidates) implements ProductIdentity {}

    /** Codes that name different products, e.g. J0202 with an NDC of Campath. */
    record Contradictory(Set<String> products) implements ProductIdentity {}

    /** No code that we know. */
    record Unrecognised() implements ProductIdentity {}
}
