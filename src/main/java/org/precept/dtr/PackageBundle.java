package org.precept.dtr;

import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;

/** The bundle of one package (profile DTR-QPackageBundle): the form first, its draft, then libraries and value sets. */
final class PackageBundle {
    private static final String URN = "urn:uuid:";

    private PackageBundle() {}

    static Bundle of(ClosedPackage form, QuestionnaireResponse draft, Instant now) {
        Bundle bundle = new Bundle();
        bundle.getMeta().addProfile(Dtr.PACKAGE_BUNDLE);
        bundle.getIdentifier().setSystem("urn:ietf:rfc:3986").setValue(URN + UUID.randomUUID());
        bundle.setType(BundleType.COLLECTION);
        bundle.setTimestamp(Date.from(now));
        add(bundle, form.questionnaire());
        add(bundle, URN + UUID.randomUUID(), draft);
        form.libraries().forEach(library -> add(bundle, library));
        form.valueSets().forEach(valueSet -> add(bundle, valueSet));
        return bundle;
    }

    private static void add(Bundle bundle, MetadataResource resource) {
        add(bundle, resource.getUrl(), resource);
    }

    private static void add(Bundle bundle, String fullUrl, Resource resource) {
        bundle.addEntry().setFullUrl(fullUrl).setResource(resource);
    }
}
