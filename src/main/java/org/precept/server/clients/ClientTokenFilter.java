package org.precept.server.clients;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.precept.server.web.OutcomeWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets calls and feedback of known clients through. Where a token is not required, one that says it comes from a
 * configured client must still be valid; any other is ignored, as if none had come.
 */
final class ClientTokenFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(ClientTokenFilter.class);
    private static final String SCHEME = "Bearer ";

    private final boolean required;
    private final ClientTokens tokens;
    private final PublicAddress address;
    private final OutcomeWriter outcomes;

    ClientTokenFilter(boolean required, ClientTokens tokens, PublicAddress address, OutcomeWriter outcomes) {
        this.required = required;
        this.tokens = tokens;
        this.address = address;
        this.outcomes = outcomes;
    }

    /** Discovery is open; everything else that is served here is a POST. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !"POST".equals(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            check(request);
        } catch (RefusedToken refused) {
            if (!refused.challenge().isEmpty()) {
                response.setHeader("WWW-Authenticate", refused.challenge());
            }
            outcomes.write(response, refused);
            return;
        }
        chain.doFilter(request, response);
    }

    private void check(HttpServletRequest request) {
        String token = token(request);
        if (required) {
            if (token == null) {
                throw RefusedToken.missing();
            }
            tokens.accept(token, address.of(request));
        } else if (token != null && tokens.claimsToBeKnown(token)) {
            try {
                tokens.accept(token, address.of(request));
            } catch (RefusedToken refused) {
                if (!refused.undecided()) {
                    throw refused;
                }
                LOG.warn("The token of a call could not be checked; it is not required here: {}", refused.getMessage());
            }
        }
    }

    private static @Nullable String token(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? header.substring(SCHEME.length()).strip()
                : null;
    }
}
