package org.precept.pas.replay;

import java.util.Optional;
import org.precept.fhir.Canonical;

/** Versions of policies that can be evaluated. */
public interface PolicyVersions {

    /** The policy of that url and version; empty when it is not, or no longer, here. */
    Optional<PolicyEvaluation> find(Canonical policy);
}
