package org.precept.server.demo;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The clinic's pages: plain HTML with small scripts, which get what they show from {@link ClinicData}. */
@RestController
@Profile("demo")
class ClinicPages {

    private static final Set<String> FILES = Set.of(
            "index.html",
            "choose.html",
            "order.html",
            "finished.html",
            "demo.css",
            "page.js",
            "index.js",
            "choose.js",
            "order.js",
            "finished.js",
            "decision.js");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=UTF-8", "css", "text/css;charset=UTF-8", "js", "text/javascript;charset=UTF-8");
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    @GetMapping(DemoAddress.ROOT)
    ResponseEntity<Void> withoutSlash() {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create(DemoAddress.ROOT + "/"))
                .build();
    }

    @GetMapping(DemoAddress.ROOT + "/")
    ResponseEntity<Resource> patients() {
        return file("index.html");
    }

    /** Where the form app comes back to. */
    @GetMapping(DemoAddress.ROOT + "/finished")
    ResponseEntity<Resource> finished() {
        return file("finished.html");
    }

    @GetMapping(DemoAddress.ROOT + "/{name:[a-z]+\\.(?:html|css|js)}")
    ResponseEntity<Resource> file(@PathVariable String name) {
        String type = TYPES.get(name.substring(name.indexOf('.') + 1));
        if (type == null || !FILES.contains(name)) {
            throw new RejectedRequest(
                    HttpStatus.NOT_FOUND.value(),
                    new Issue(IssueType.NOTFOUND, null, "The demo EHR has no such page. It starts at /demo-ehr/."));
        }
        return ResponseEntity.ok()
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .cacheControl(CacheControl.noCache())
                .contentType(MediaType.parseMediaType(type))
                .body(new ClassPathResource("demo-ehr/pages/" + name));
    }
}
