package org.precept.crd;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The CDS Hooks endpoint of CRD 2.2: discovery, services and feedback. */
@RestController
@RequestMapping("/cds-services")
class CdsServices {
    private final HookEndpoint endpoint;
    private final byte[] discovery;

    CdsServices(HookEndpoint endpoint) {
        this.endpoint = endpoint;
        this.discovery = HookEndpoint.discovery(Edition.R2_2);
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] discovery() {
        return discovery;
    }

    @PostMapping("/{service}")
    ResponseEntity<byte[]> call(@PathVariable String service, @RequestBody(required = false) byte @Nullable [] body) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(endpoint.call(Edition.R2_2, service, body));
    }

    @PostMapping("/{service}/feedback")
    ResponseEntity<Void> feedback(@PathVariable String service, @RequestBody(required = false) byte @Nullable [] body) {
        endpoint.feedback(Edition.R2_2, service, body);
        return ResponseEntity.ok().build();
    }
}
