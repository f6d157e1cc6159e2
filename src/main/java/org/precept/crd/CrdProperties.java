package org.precept.crd;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the hooks, prefix {@code precept.crd}.
 *
 * @param allowedFhirServers base URLs of the client FHIR servers that may be queried; the token of a call goes to the
 *     server of that call only. Loopback servers need no entry while this server listens on loopback only.
 * @param queryTimeLimit how long all queries of one call may take together
 * @param maxPages most pages read of one search
 * @param maxPageSize largest page read
 * @param maxReads most single resources read because others refer to them
 * @param presumedPayer identifier value of the payer that a Coverage of CRD 2.0.1 means when its payor names nobody; null:
 *     such a Coverage is refused
 */
@ConfigurationProperties("precept.crd")
public record CrdProperties(
        @DefaultValue List<String> allowedFhirServers,
        @DefaultValue("4s") Duration queryTimeLimit,
        @DefaultValue("10") int maxPages,
        @DefaultValue("5MB") DataSize maxPageSize,
        @DefaultValue("20") int maxReads,
        @Nullable String presumedPayer) {}
