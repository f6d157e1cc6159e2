package org.precept.crd;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** The versions of the CRD guide that are spoken, each at a base path of its own. */
enum Edition {
    /** CRD 2.2. */
    R2_2("2.2", "/crd/cds-services.json", EnumSet.of(HookKind.ORDER_SIGN)),
    /** CRD 2.0.1. */
    R2_0_1("2.0", "/crd/cds-services-2.0.1.json", EnumSet.noneOf(HookKind.class));

    private final String version;
    private final String discovery;
    private final Set<HookKind> hooks;

    Edition(String version, String discovery, EnumSet<HookKind> hooks) {
        this.version = version;
        this.discovery = discovery;
        this.hooks = Collections.unmodifiableSet(hooks);
    }

    /** As {@code davinci-crd.version} and {@code davinci-crd.requestedVersion} say it. */
    String version() {
        return version;
    }

    /** Where on the class path the answer of discovery stands. */
    String discovery() {
        return discovery;
    }

    /** The hooks that have a service. */
    Set<HookKind> hooks() {
        return hooks;
    }
}
