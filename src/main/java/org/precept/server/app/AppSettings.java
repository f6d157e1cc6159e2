package org.precept.server.app;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.precept.server.start.StartRefusedException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The form app; prefix {@code precept.dtr.app}.
 *
 * @param ehrs those it may be launched from; none: nobody's, but the demo's
 * @param frameAncestors origins of pages that may show the app in a frame; none: no page
 */
@ConfigurationProperties("precept.dtr.app")
record AppSettings(
        @DefaultValue List<RegisteredEhr> ehrs,
        @DefaultValue List<String> frameAncestors) {

    /** Checks and copies. @throws StartRefusedException for an issuer named twice or a frame ancestor that is no origin */
    AppSettings {
        ehrs = List.copyOf(ehrs);
        Set<String> issuers = new HashSet<>();
        for (RegisteredEhr ehr : ehrs) {
            if (!issuers.add(ehr.issuer())) {
                throw new StartRefusedException(
                        "precept.dtr.app.ehrs names " + ehr.issuer() + " twice.", "Give one entry for each issuer.");
            }
        }
        frameAncestors = frameAncestors.stream()
                .map(origin -> Origin.only(origin, "precept.dtr.app.frame-ancestors"))
                .toList();
    }
}
