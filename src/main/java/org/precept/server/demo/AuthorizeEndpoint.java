package org.precept.server.demo;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.springframework.context.annotation.Profile;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Hands out authorization codes (SMART App Launch 2: EHR launch, and standalone with a choice of the patient). A real EHR
 * would have its user sign in and agree; here every request of the one registered app is granted at once.
 */
@RestController
@Profile("demo")
class AuthorizeEndpoint {

    /** The form app's client id; it is a public client and has no secret. */
    static final String CLIENT = "precept-dtr";

    private static final int BAD_REQUEST = 400;
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final DemoAddress address;
    private final Sessions sessions;
    private final Charts charts;
    private final OrderSigning signing;

    AuthorizeEndpoint(DemoAddress address, Sessions sessions, Charts charts, OrderSigning signing) {
        this.address = address;
        this.sessions = sessions;
        this.charts = charts;
        this.signing = signing;
    }

    @GetMapping(DemoAddress.ROOT + "/authorize")
    ResponseEntity<Void> authorize(HttpServletRequest http) {
        String redirectUri = trustedRedirect(http);
        String state = parameter(http, "state");
        try {
            AuthorizationRequest request = checked(http, redirectUri, state);
            if (request.scopes().contains(Scopes.LAUNCH)) {
                return grant(request, launched(http));
            }
            if (request.scopes().contains(Scopes.LAUNCH_PATIENT)) {
                return redirect(UriComponentsBuilder.fromPath(DemoAddress.ROOT + "/choose.html")
                        .queryParam("request", sessions.requests().keep(request)));
            }
            throw new OAuthError("invalid_scope", "Ask for launch with a launch parameter, or for launch/patient.");
        } catch (OAuthError e) {
            return redirect(
                    UriComponentsBuilder.fromUriString(redirectUri)
                            .queryParam("error", "{error}")
                            .queryParam("error_description", "{description}")
                            .queryParam("state", "{state}"),
                    e.code(),
                    e.description(),
                    state);
        }
    }

    /** A standalone launch goes on once the user has chosen. */
    @GetMapping(DemoAddress.ROOT + "/authorize/patient")
    ResponseEntity<Void> choose(
            @RequestParam(name = "request") String waiting, @RequestParam String member, HttpServletRequest http) {
        Chart chart = charts.of(member);
        AuthorizationRequest request = sessions.requests()
                .take(waiting)
                .orElseThrow(() -> refused("The app's request is over. Open the form app again."));
        SignedOrder order = signing.sign(chart, http);
        return grant(request, new Launch(chart, ClinicPatient.reference(order.order()), false));
    }

    private AuthorizationRequest checked(HttpServletRequest http, String redirectUri, String state) {
        require(
                "code".equals(parameter(http, "response_type")),
                "unsupported_response_type",
                "Send response_type=code.");
        require(!state.isEmpty(), "invalid_request", "Send a state.");
        require(
                address.issuer(http).equals(parameter(http, "aud").replaceAll("/$", "")),
                "invalid_request",
                "aud must be the base of the FHIR API.");
        require(
                "S256".equals(parameter(http, "code_challenge_method"))
                        && CHALLENGE.matcher(parameter(http, "code_challenge")).matches(),
                "invalid_request",
                "PKCE is required: send code_challenge and code_challenge_method=S256.");
        return new AuthorizationRequest(
                redirectUri,
                state,
                parameter(http, "code_challenge"),
                Scopes.of(parameter(http, "scope")),
                http.getParameter("nonce"));
    }

    private Launch launched(HttpServletRequest http) {
        return Optional.ofNullable(http.getParameter("launch"))
                .flatMap(sessions.launches()::find)
                .orElseThrow(() -> new OAuthError(
                        "invalid_request", "The launch is unknown or too old. Open the form from the EHR again."));
    }

    private ResponseEntity<Void> grant(AuthorizationRequest request, Launch launch) {
        String code = sessions.codes().keep(new Grant(request, launch));
        return redirect(
                UriComponentsBuilder.fromUriString(request.redirectUri())
                        .queryParam("code", "{code}")
                        .queryParam("state", "{state}"),
                code,
                request.state());
    }

    /** Nobody is sent to an address that is not registered, not even with an error (RFC 6749, 4.1.2.1). */
    private String trustedRedirect(HttpServletRequest http) {
        if (!CLIENT.equals(http.getParameter("client_id"))) {
            throw refused("client_id must be " + CLIENT + ".");
        }
        String redirectUri = parameter(http, "redirect_uri");
        if (!redirectUri.equals(address.app(http))) {
            throw refused("redirect_uri must be the form app's address, " + address.app(http) + ".");
        }
        return redirectUri;
    }

    private static String parameter(HttpServletRequest http, String name) {
        @Nullable String value = http.getParameter(name);
        return value == null ? "" : value;
    }

    private static void require(boolean holds, String code, String description) {
        if (!holds) {
            throw new OAuthError(code, description);
        }
    }

    private static RejectedRequest refused(String diagnostics) {
        return new RejectedRequest(BAD_REQUEST, new Issue(IssueType.SECURITY, null, diagnostics));
    }

    private static ResponseEntity<Void> redirect(UriComponentsBuilder to, Object... values) {
        URI location = to.encode().buildAndExpand(values).toUri();
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(location)
                .cacheControl(CacheControl.noStore())
                .build();
    }
}
