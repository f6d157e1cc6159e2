package org.precept.crd;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** A CDS Hooks endpoint: discovery, services and feedback. Every edition of the guide has one. */
abstract class CdsServices {
    private final Edition edition;
    private final HookEndpoint endpoint;
    private final byte[] discovery;

    CdsServices(Edition edition, HookEndpoint endpoint) {
        this.edition = edition;
        this.endpoint = endpoint;
        this.discovery = HookEndpoint.discovery(edition);
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] discovery() {
        return discovery;
    }

    @PostMapping("/{service}")
    ResponseEntity<byte[]> call(@PathVariable String service, @RequestBody(required = false) byte @Nullable [] body) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(endpoint.call(edition, service, body));
    }

    @PostMapping("/{service}/feedback")
    ResponseEntity<Void> feedback(@PathVariable String service, @RequestBody(required = false) byte @Nullable [] body) {
        endpoint.feedback(edition, service, body);
        return ResponseEntity.ok().build();
    }
}
