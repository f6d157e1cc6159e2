package org.precept.crd;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.precept.crd.card.CardLink;
import org.precept.policy.CoveragePolicy;
import org.springframework.core.env.PropertyResolver;

/**
 * Links to the policy that a card speaks of (CRD 2.2.1, "External Reference"): its source document where that is public,
 * else its criteria as this server publishes them. Never a portal for authorization (resp-17).
 */
final class PolicyLinks {
    private final PropertyResolver settings;

    /** @param settings say where clients reach this server: {@code precept.public-url}, else the port it listens on */
    PolicyLinks(PropertyResolver settings) {
        this.settings = settings;
    }

    List<CardLink> of(CoveragePolicy policy) {
        String label = policy.sourceUrl() == null ? "Criteria of: " + policy.title() : policy.sourceTitle();
        return List.of(new CardLink(label, address(policy)));
    }

    /** Where the source stands if it is published, else where its criteria do: on this server. */
    String address(CoveragePolicy policy) {
        String source = policy.sourceUrl();
        return source == null
                ? server() + "/fhir/PlanDefinition/" + policy.canonical().tail()
                : source;
    }

    private String server() {
        String configured = setting("precept.public-url");
        if (configured != null && !configured.isBlank()) {
            return configured.replaceAll("/+$", "");
        }
        String listening = setting("local.server.port");
        return "http://127.0.0.1:" + (listening == null ? setting("server.port") : listening);
    }

    private @Nullable String setting(String name) {
        return settings.getProperty(name);
    }
}
