package org.precept.server.requests;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.precept.door.Administrator;
import org.precept.door.QueryParameters;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /admin/overdue}: pended requests whose time has passed or passes soon, the most urgent first. */
@RestController
final class OverdueRequests {
    private static final int USUAL = 50;
    private static final int MOST = 500;

    private final PressingRequests requests;

    OverdueRequests(PressingRequests requests) {
        this.requests = requests;
    }

    @GetMapping(path = "/admin/overdue", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] overdue(@RequestParam(required = false) @Nullable String count, HttpServletRequest request) {
        Administrator.of(request, Set.of("count")).note("looked at overdue requests");
        return RequestJson.overdue(requests.list(QueryParameters.count(count, USUAL, MOST)));
    }
}
