package org.precept.server.app;

import java.util.List;
import java.util.TreeSet;

/**
 * What the app's page may load, run and call: scripts from here only, no inline script, no eval, and connections to
 * nobody but this server and the registered EHRs.
 */
final class ContentPolicy {
    private final String connections;
    private final String ancestors;

    /**
     * @param ehrs whose APIs the page calls
     * @param frameAncestors origins of pages that may frame it
     */
    ContentPolicy(List<RegisteredEhr> ehrs, List<String> frameAncestors) {
        TreeSet<String> origins = new TreeSet<>();
        ehrs.forEach(ehr -> origins.addAll(ehr.called()));
        connections = origins.isEmpty() ? "" : " " + String.join(" ", origins);
        ancestors = frameAncestors.isEmpty() ? "'none'" : String.join(" ", frameAncestors);
    }

    /**
     * The header's value.
     *
     * @param nonce of this answer; the form renderer puts it on the style elements it makes
     */
    String header(String nonce) {
        return "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-" + nonce
                + "'; img-src 'self' data:;"
                + " font-src 'self'; connect-src 'self'" + connections + "; frame-ancestors " + ancestors
                + "; base-uri 'none'; form-action 'none'; object-src 'none'";
    }
}
