package org.precept.server.requests;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
        Look.at("overdue requests", request, Set.of("count"));
        return RequestJson.overdue(requests.list(count(count)));
    }

    private static int count(@Nullable String count) {
        int wanted;
        try {
            wanted = count == null ? USUAL : Integer.parseInt(count);
        } catch (NumberFormatException e) {
            wanted = 0;
        }
        if (wanted < 1 || wanted > MOST) {
            throw Look.refused("count", "It must be a number from 1 to " + MOST + ".");
        }
        return wanted;
    }
}
