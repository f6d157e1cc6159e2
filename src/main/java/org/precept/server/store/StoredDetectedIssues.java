package org.precept.server.store;

import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.TokenParam;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.precept.record.DetectedIssues;

/** DetectedIssues in the FHIR store. */
final class StoredDetectedIssues implements DetectedIssues {
    private final IFhirResourceDao<DetectedIssue> dao;

    StoredDetectedIssues(IFhirResourceDao<DetectedIssue> dao) {
        this.dao = dao;
    }

    @Override
    public void replace(String reference, Kind code, List<DetectedIssue> found) {
        Map<String, DetectedIssue> before = new HashMap<>();
        stored(reference, code).forEach(issue -> before.put(key(issue), issue));
        for (DetectedIssue issue : found) {
            DetectedIssue known = before.remove(key(issue));
            if (known == null) {
                dao.create(issue, new SystemRequestDetails());
            } else {
                issue.setId(known.getIdElement().toUnqualifiedVersionless());
                dao.update(issue, new SystemRequestDetails());
            }
        }
        before.values()
                .forEach(
                        gone -> dao.delete(gone.getIdElement().toUnqualifiedVersionless(), new SystemRequestDetails()));
    }

    private List<DetectedIssue> stored(String reference, Kind code) {
        SearchParameterMap search = SearchParameterMap.newSynchronous();
        search.add(DetectedIssue.SP_IMPLICATED, new ReferenceParam(reference));
        search.add(DetectedIssue.SP_CODE, new TokenParam(code.system(), code.code()));
        return dao.search(search, new SystemRequestDetails()).getAllResources().stream()
                .map(DetectedIssue.class::cast)
                .toList();
    }

    private static String key(DetectedIssue issue) {
        return issue.getIdentifierFirstRep().getSystem() + "|"
                + issue.getIdentifierFirstRep().getValue();
    }
}
