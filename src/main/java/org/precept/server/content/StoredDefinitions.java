package org.precept.server.content;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.param.UriParam;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.MetadataResource;
import org.precept.fhir.Canonical;
import org.springframework.stereotype.Component;

/** Definitions as they were stored, in any version that they ever had: a new version of content replaces no old one. */
@Component
class StoredDefinitions {

    private final DaoRegistry daos;

    StoredDefinitions(DaoRegistry daos) {
        this.daos = daos;
    }

    /** The definition of that type, url and version. */
    Optional<MetadataResource> find(String type, Canonical canonical) {
        IFhirResourceDao<?> dao = daos.getResourceDao(type);
        SearchParameterMap byUrl = SearchParameterMap.newSynchronous("url", new UriParam(canonical.url()));
        for (IBaseResource current :
                dao.search(byUrl, new SystemRequestDetails()).getAllResources()) {
            Optional<MetadataResource> found = version(dao, (MetadataResource) current, canonical);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<MetadataResource> version(
            IFhirResourceDao<?> dao, MetadataResource current, Canonical canonical) {
        String id = current.getIdElement().getIdPart();
        for (long version = current.getIdElement().getVersionIdPartAsLong(); version > 0; version--) {
            try {
                MetadataResource resource = (MetadataResource) dao.read(
                        new IdType(current.fhirType(), id, Long.toString(version)), new SystemRequestDetails());
                if (canonical.url().equals(resource.getUrl())
                        && String.valueOf(canonical.version()).equals(resource.getVersion())) {
                    return Optional.of(resource);
                }
            } catch (ResourceNotFoundException | ResourceGoneException gone) {
                // Another version may still be there.
            }
        }
        return Optional.empty();
    }
}
