package org.precept.server.clients;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.precept.server.start.StartRefusedException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call the hooks; prefix {@code precept.crd}.
 *
 * @param clients those whose tokens are accepted
 * @param requireToken whether a call needs a token; null: as soon as there are clients
 * @param allowedOrigins origins of browser clients, {@code *} stands for any port; none: no browser client
 */
@ConfigurationProperties("precept.crd")
record HookClients(
        @DefaultValue List<HookClient> clients,
        @Nullable Boolean requireToken,
        @DefaultValue List<String> allowedOrigins) {

    /** Checks and copies. @throws StartRefusedException for an issuer named twice, or tokens that nobody can have */
    HookClients {
        clients = List.copyOf(clients);
        allowedOrigins = List.copyOf(allowedOrigins);
        Set<String> issuers = new HashSet<>();
        for (HookClient client : clients) {
            if (!issuers.add(client.issuer())) {
                throw new StartRefusedException(
                        "precept.crd.clients names " + client.issuer() + " twice.", "Give one entry for each issuer.");
            }
        }
        if (Boolean.TRUE.equals(requireToken) && clients.isEmpty()) {
            throw new StartRefusedException(
                    "precept.crd.require-token=true, but precept.crd.clients has no client: nobody could call.",
                    "Add the clients, or remove precept.crd.require-token.");
        }
    }

    /** Whether a call without a token is refused. */
    boolean tokenRequired() {
        return requireToken == null ? !clients.isEmpty() : requireToken;
    }
}
