package org.precept.server.demo;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.precept.server.clients.PublicAddress;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Where a browser has found the demo EHR. The names of this machine may all be used, since pages and form app must be of
 * one origin; any other name that a request claims is not believed.
 */
@Component
@Profile("demo")
class DemoAddress {

    static final String ROOT = "/demo-ehr";
    static final String FHIR = ROOT + "/fhir";
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final PublicAddress address;

    DemoAddress(PublicAddress address) {
        this.address = address;
    }

    /** Scheme, host and port. */
    String origin(HttpServletRequest request) {
        return THIS_MACHINE.contains(request.getServerName())
                ? request.getScheme() + "://" + request.getServerName() + ":" + request.getServerPort()
                : address.base(request);
    }

    /** Base of the FHIR API; who issues tokens. */
    String issuer(HttpServletRequest request) {
        return origin(request) + FHIR;
    }

    /** The form app, where codes are sent. */
    String app(HttpServletRequest request) {
        return origin(request) + "/dtr/";
    }
}
