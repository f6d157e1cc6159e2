package org.precept.server.demo;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Opens the form app from the EHR. The coverage-assertion-id travels in the order that the app reads (spec-107), an
 * unfinished response as the thing that the launch is about (spec-113).
 */
@RestController
@Profile("demo")
class Launcher {

    private static final String ADAPTIVE = "adaptive";

    private final Charts charts;
    private final OrderSigning signing;
    private final Sessions sessions;
    private final DemoAddress address;

    Launcher(Charts charts, OrderSigning signing, Sessions sessions, DemoAddress address) {
        this.charts = charts;
        this.signing = signing;
        this.sessions = sessions;
        this.address = address;
    }

    /**
     * Signs the member's order and opens the form that the payer asks for; when it asks for none, shows its answer.
     *
     * @param member name of the demo member's files
     * @param form {@code adaptive}: one question at a time
     * @param context assertion id of an earlier call, or trace number of a pended request; the hook is not called. Empty:
     *     the payer was not asked about the order
     * @param response id of a response in the chart that is to be continued; the hook is not called
     * @param anyway true: open the app even when the payer asks for no form
     */
    @GetMapping(DemoAddress.ROOT + "/launch")
    ResponseEntity<Void> launch(
            @RequestParam String member,
            @RequestParam(required = false) @Nullable String form,
            @RequestParam(required = false) @Nullable String context,
            @RequestParam(required = false) @Nullable String response,
            @RequestParam(defaultValue = "false") boolean anyway,
            HttpServletRequest http) {
        Chart chart = charts.of(member);
        boolean adaptive = ADAPTIVE.equals(form);
        if (response != null) {
            return open(new Launch(chart, ClinicPatient.reference(chart.response(response)), adaptive), http);
        }
        SignedOrder order = context == null ? signing.sign(chart, http) : answered(chart, context);
        if (context == null && !anyway && !order.needsForm()) {
            return redirect(
                    UriComponentsBuilder.fromPath(DemoAddress.ROOT + "/order.html")
                            .queryParam("member", "{member}"),
                    Map.of("member", member));
        }
        return open(new Launch(chart, ClinicPatient.reference(order.order()), adaptive), http);
    }

    private static SignedOrder answered(Chart chart, String context) {
        SignedOrder order = context.isEmpty()
                ? new SignedOrder(chart.patient().order(), List.of())
                : SignedOrder.answered(chart.patient().order(), context);
        chart.order(order);
        return order;
    }

    private ResponseEntity<Void> open(Launch launch, HttpServletRequest http) {
        return redirect(
                UriComponentsBuilder.fromUriString(address.app(http))
                        .queryParam("iss", "{iss}")
                        .queryParam("launch", "{launch}"),
                Map.of(
                        "iss",
                        address.issuer(http),
                        "launch",
                        sessions.launches().keep(launch)));
    }

    private static ResponseEntity<Void> redirect(UriComponentsBuilder to, Map<String, String> values) {
        URI location = to.encode().buildAndExpand(values).toUri();
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(location)
                .cacheControl(CacheControl.noStore())
                .build();
    }
}
