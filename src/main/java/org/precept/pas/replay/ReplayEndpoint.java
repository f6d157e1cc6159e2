package org.precept.pas.replay;

import ca.uhn.fhir.context.FhirContext;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.precept.door.Administrator;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /admin/determinations/<GuidanceResponse id>/replay}. */
@RestController
class ReplayEndpoint {
    /** No page of another site can make a browser send this type without asking first. */
    static final String FHIR_JSON = "application/fhir+json";

    private final Replays replays;
    private final FhirContext fhir;

    ReplayEndpoint(Replays replays, FhirContext fhir) {
        this.replays = replays;
        this.fhir = fhir;
    }

    /** The determination made again, with every difference. A body is not read. */
    @PostMapping(path = "/admin/determinations/{id}/replay", consumes = FHIR_JSON, produces = FHIR_JSON)
    byte[] replay(@PathVariable String id, HttpServletRequest request) {
        Administrator administrator = Administrator.of(request, Set.of());
        Replay replay = replays.replay(id);
        administrator.note("replayed determination " + replay.made().guidanceId() + ", "
                + replay.differences().size() + " differences");
        return fhir.newJsonParser()
                .encodeResourceToString(ReplayAnswer.of(replay))
                .getBytes(StandardCharsets.UTF_8);
    }
}
