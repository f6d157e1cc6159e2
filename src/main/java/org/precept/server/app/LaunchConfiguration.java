package org.precept.server.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the app reads before a launch ({@code /dtr/configuration.json}); nothing secret, the app is a public client.
 *
 * @param ehrs whose launches it accepts
 * @param launcher where a demo launch begins; null: no demo here
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LaunchConfiguration(List<Ehr> ehrs, @Nullable String launcher) {

    /** An EHR, with what the app sends to it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Ehr(
            String name,
            String issuer,
            String clientId,
            String scope,
            @Nullable String returnTo) {}

    static LaunchConfiguration of(List<RegisteredEhr> registered, @Nullable BuiltInEhr builtIn) {
        List<Ehr> ehrs = new ArrayList<>();
        registered.forEach(ehr -> ehrs.add(shown(ehr)));
        if (builtIn != null) {
            ehrs.add(shown(builtIn.ehr()));
        }
        return new LaunchConfiguration(List.copyOf(ehrs), builtIn == null ? null : builtIn.launcher());
    }

    private static Ehr shown(RegisteredEhr ehr) {
        String name = ehr.name() == null ? ehr.issuer() : ehr.name();
        return new Ehr(name, ehr.issuer(), ehr.clientId(), ehr.scopes(), ehr.returnTo());
    }
}
