package org.precept.server.clients;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.InputStream;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/**
 * Lets clients keep what discovery says and ask whether it is still so (304). They read it at least daily (found-16)
 * and again after an error (found-17); an hour keeps the daily reading true and a change from waiting long.
 */
final class DiscoveryCaching extends ShallowEtagHeaderFilter {

    private static final String ONE_HOUR = "public, max-age=3600";

    @Override
    protected boolean isEligibleForEtag(
            HttpServletRequest request, HttpServletResponse response, int status, InputStream body) {
        if (!super.isEligibleForEtag(request, response, status, body)) {
            return false;
        }
        response.setHeader("Cache-Control", ONE_HOUR);
        return true;
    }
}
