package org.precept.server.content;

import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Stores each version of each content once, under its own id. */
@Component
class ContentStore {

    private static final Logger LOG = LoggerFactory.getLogger(ContentStore.class);
    private static final int ATTEMPTS = 3;

    private final IFhirSystemDao<Bundle, ?> system;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ContentStore(IFhirSystemDao<Bundle, ?> system, JdbcTemplate jdbc, TransactionTemplate transaction, Clock clock) {
        this.system = system;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Stores what is new, in one transaction.
     *
     * @throws org.precept.server.start.StartRefusedException when a file changed and its version did not
     */
    void store(List<ContentResource> content) {
        for (int attempt = 1; ; attempt++) {
            try {
                transaction.executeWithoutResult(status -> storeNew(content));
                return;
            } catch (DuplicateKeyException e) {
                // Another server process on the same database stores the same content; look again at what is left.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** When this version of a definition was first stored here; empty when it has no url and version or is not stored. */
    Optional<Instant> storedAt(Resource resource) {
        if (!(resource instanceof MetadataResource definition) || !definition.hasUrl() || !definition.hasVersion()) {
            return Optional.empty();
        }
        return jdbc
                .query(
                        "select stored_at from content_file where canonical = ? and version = ?",
                        (row, number) -> row.getTimestamp(1).toInstant(),
                        definition.getUrl(),
                        definition.getVersion())
                .stream()
                .findFirst();
    }

    private void storeNew(List<ContentResource> content) {
        Map<String, String> stored = new HashMap<>();
        jdbc.query("select canonical, version, sha256 from content_file", row -> {
            stored.put(key(row.getString(1), row.getString(2)), row.getString(3));
        });
        ContentProblems problems = new ContentProblems();
        List<Resource> changed = new ArrayList<>();
        for (ContentResource file : content) {
            String before = stored.get(key(file.canonical(), file.version()));
            if (before == null) {
                insert(file);
                changed.add(file.resource());
            } else if (!before.equals(file.sha256())) {
                if (file.versioned()) {
                    problems.add(
                            file.file(),
                            file.resource().fhirType() + ".version",
                            "the file changed without a new version; " + file.canonical() + "|" + file.version()
                                    + " is already stored with other text");
                }
                update(file);
                changed.add(file.resource());
            }
        }
        problems.stopTheStart();
        put(changed);
        LOG.info("Content: {} files, {} of them new or changed", content.size(), changed.size());
    }

    private void insert(ContentResource file) {
        jdbc.update(
                "insert into content_file (canonical, version, file, sha256, stored_at) values (?, ?, ?, ?, ?)",
                file.canonical(),
                file.version(),
                file.file(),
                file.sha256(),
                Timestamp.from(clock.instant()));
    }

    private void update(ContentResource file) {
        jdbc.update(
                "update content_file set file = ?, sha256 = ? where canonical = ? and version = ?",
                file.file(),
                file.sha256(),
                file.canonical(),
                file.version());
    }

    private void put(List<Resource> resources) {
        Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
        for (Resource resource : resources) {
            if (resource instanceof Bundle members) {
                members.getEntry().forEach(entry -> add(bundle, entry.getResource()));
            } else {
                add(bundle, resource);
            }
        }
        if (bundle.hasEntry()) {
            system.transactionNested(new SystemRequestDetails(), bundle);
        }
    }

    /** The storage may change what it is given, and the parsed resources are used further: it gets a copy. */
    private static void add(Bundle bundle, Resource resource) {
        BundleEntryComponent entry = bundle.addEntry().setResource(resource.copy());
        entry.getRequest()
                .setMethod(HTTPVerb.PUT)
                .setUrl(resource.fhirType() + "/" + resource.getIdElement().getIdPart());
    }

    private static String key(String canonical, String version) {
        return canonical + "|" + version;
    }
}
