package org.precept.crd;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.precept.crd.coverage.CoverageInformationR201;
import org.precept.crd.coverage.CoverageInformationR22;
import org.precept.crd.coverage.CoverageInformationWriter;

/** The versions of the CRD guide that are spoken, each at a base path of its own. What differs between them hangs here. */
enum Edition {
    /** CRD 2.2. */
    R2_2(
            "2.2",
            "/crd/cds-services.json",
            EnumSet.allOf(HookKind.class),
            "http://terminology.hl7.org/CodeSystem/cdshooks-card-type",
            new CoverageInformationR22(),
            false),
    /**
     * CRD 2.0.1, spoken as its clients and its test kit speak it: hookInstance may be any text, the payor of a Coverage may
     * be a reference to something that was not sent.
     */
    R2_0_1(
            "2.0",
            "/crd/cds-services-2.0.1.json",
            EnumSet.allOf(HookKind.class),
            "http://hl7.org/fhir/us/davinci-crd/CodeSystem/temp",
            new CoverageInformationR201(),
            true);

    private final String version;
    private final String discovery;
    private final Set<HookKind> hooks;
    private final String topics;
    private final CoverageInformationWriter coverageInformation;
    private final boolean tolerant;

    Edition(
            String version,
            String discovery,
            EnumSet<HookKind> hooks,
            String topics,
            CoverageInformationWriter coverageInformation,
            boolean tolerant) {
        this.version = version;
        this.discovery = discovery;
        this.hooks = Collections.unmodifiableSet(hooks);
        this.topics = topics;
        this.coverageInformation = coverageInformation;
        this.tolerant = tolerant;
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

    /** Code system of card topics. */
    String topics() {
        return topics;
    }

    /** How coverage-information is written. */
    CoverageInformationWriter coverageInformation() {
        return coverageInformation;
    }

    /** True when a hookInstance must be a UUID. */
    boolean wantsUuids() {
        return !tolerant;
    }

    /** True when a payor that names nobody may be taken for a payer that was configured. */
    boolean presumesPayer() {
        return tolerant;
    }
}
