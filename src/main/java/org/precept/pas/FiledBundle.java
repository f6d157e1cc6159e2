package org.precept.pas;

import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;

/**
 * A request Bundle in the files. HAPI reads a stored Bundle with the fullUrl of an entry in place of its resource's id; the
 * id is kept as element id of the entry meanwhile, so that an inquiry can be answered with the ids that were sent.
 */
final class FiledBundle {

    private FiledBundle() {}

    /** The Bundle as it is stored, under an id of its own. */
    static Bundle of(Bundle received) {
        Bundle filed = received.copy();
        filed.setId("Bundle/" + Ids.next());
        for (BundleEntryComponent entry : filed.getEntry()) {
            if (entry.hasResource() && entry.getResource().getIdElement().hasIdPart()) {
                entry.setId(entry.getResource().getIdElement().getIdPart());
            }
        }
        return filed;
    }

    /** The Bundle as it was received. */
    static Bundle asReceived(Bundle filed) {
        Bundle received = filed.copy();
        for (BundleEntryComponent entry : received.getEntry()) {
            if (entry.hasResource()) {
                entry.getResource().setId(entry.getId());
            }
            entry.setId(null);
        }
        return received;
    }
}
