package org.precept.server.app;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.ResponseEntity.BodyBuilder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** The form app's page, its files, and what it needs to know before a launch. No answer here holds a patient's data. */
@RestController
class FormAppController {
    private static final String BASE = "/dtr/";
    private static final String PAGE = "index.html";
    private static final String NONCE = "{{nonce}}";
    private static final int NONCE_BYTES = 18;
    private static final long A_YEAR = 365;

    private final AppFiles files;
    private final ContentPolicy policy;
    private final LaunchConfiguration configuration;
    private final SecureRandom random = new SecureRandom();

    FormAppController(AppFiles files, ContentPolicy policy, LaunchConfiguration configuration) {
        this.files = files;
        this.policy = policy;
        this.configuration = configuration;
    }

    @GetMapping("/dtr")
    ResponseEntity<Void> withoutSlash(HttpServletRequest request) {
        String query = request.getQueryString();
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create(query == null ? BASE : BASE + "?" + query))
                .build();
    }

    /** A fresh nonce each time, so the page is never kept; its parameters are the page's own business. */
    @GetMapping({BASE, BASE + PAGE})
    ResponseEntity<String> page() {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        String nonce = Base64.getEncoder().encodeToString(bytes);
        AppFile page = files.at(PAGE).orElseThrow(FormAppController::nothingHere);
        return secured(ResponseEntity.ok())
                .header("Content-Security-Policy", policy.header(nonce))
                .header("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.parseMediaType(page.type()))
                .body(AppFiles.text(page).replace(NONCE, nonce));
    }

    @GetMapping(path = BASE + "configuration.json", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<LaunchConfiguration> configuration() {
        return secured(ResponseEntity.ok()).cacheControl(CacheControl.noStore()).body(configuration);
    }

    /** Third-party files are under a folder with their version, so they may be kept; ours are asked for again. */
    @GetMapping(BASE + "**")
    ResponseEntity<Resource> file(ServletWebRequest request) {
        String path = request.getRequest().getRequestURI().substring(BASE.length());
        AppFile file = files.at(path).orElseThrow(FormAppController::nothingHere);
        CacheControl kept = path.startsWith("vendor/") && path.indexOf('/', "vendor/".length()) > 0
                ? CacheControl.maxAge(java.time.Duration.ofDays(A_YEAR))
                        .cachePublic()
                        .immutable()
                : CacheControl.noCache();
        BodyBuilder answer = secured(ResponseEntity.ok()).cacheControl(kept).eTag(file.tag());
        return answer.contentType(MediaType.parseMediaType(file.type())).body(file.resource());
    }

    private static BodyBuilder secured(BodyBuilder answer) {
        return answer.header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Resource-Policy", "same-origin");
    }

    private static RejectedRequest nothingHere() {
        return new RejectedRequest(
                HttpStatus.NOT_FOUND.value(),
                new Issue(IssueType.NOTFOUND, null, "The form app has no such file. It starts at /dtr/."));
    }
}
