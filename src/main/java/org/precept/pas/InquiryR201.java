package org.precept.pas;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/** What {@code $inquire} of PAS 2.0.1 is answered with: all that was found in one Bundle. */
final class InquiryR201 {

    private InquiryR201() {}

    /**
     * One Bundle of all: the ClaimResponses first, what they refer to after them, each name once, as the newest answer has
     * it. Its profile wants an entry, so that nothing found is an OperationOutcome in it.
     */
    static Bundle of(List<Bundle> found, String now) {
        Bundle all = new Bundle();
        all.getMeta().addProfile(Pas.PROFILE_INQUIRY_RESPONSE_BUNDLE);
        all.setType(BundleType.COLLECTION);
        all.getTimestampElement().setValueAsString(now);
        Set<String> names = new HashSet<>();
        found.forEach(bundle -> add(bundle, true, names, all));
        found.forEach(bundle -> add(bundle, false, names, all));
        if (found.isEmpty()) {
            OperationOutcome nothing = new OperationOutcome();
            nothing.setId(Ids.next());
            nothing.addIssue()
                    .setSeverity(IssueSeverity.INFORMATION)
                    .setCode(IssueType.NOTFOUND)
                    .setDiagnostics("No request of this member and provider matches.");
            all.addEntry().setFullUrl(Ids.urn(nothing)).setResource(nothing);
        }
        return all;
    }

    private static void add(Bundle bundle, boolean responses, Set<String> names, Bundle all) {
        for (BundleEntryComponent entry : bundle.getEntry()) {
            if (entry.getResource() instanceof ClaimResponse == responses && names.add(entry.getFullUrl())) {
                all.addEntry(entry);
            }
        }
    }
}
