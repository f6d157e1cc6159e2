package org.precept.pas.metrics;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.precept.door.Administrator;
import org.precept.door.QueryParameters;
import org.precept.record.CallId;
import org.precept.record.PasMetrics;
import org.precept.record.PasMetrics.Measured;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /admin/pas-metrics}: the exchanges of a time as PASMetricData, one per line, the earliest first. */
@RestController
class MetricPages {
    private static final String NDJSON = "application/x-ndjson";
    private static final int PAGE = 500;

    private final PasMetrics metrics;

    MetricPages(PasMetrics metrics) {
        this.metrics = metrics;
    }

    /** Written as it is read: a busy day need not fit into memory. A last line says so when reading failed. */
    @GetMapping(path = "/admin/pas-metrics", produces = NDJSON)
    void ofTime(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Administrator administrator = Administrator.of(request, Set.of("from", "to"));
        Instant begin = QueryParameters.from(from, "from");
        Instant end = QueryParameters.to(to, "to");
        administrator.note("read the PAS metrics from " + begin + " to " + end);
        response.setContentType(NDJSON + ";charset=UTF-8");
        Writer out = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        try {
            write(begin, end, out);
        } catch (RuntimeException failure) {
            if (response.isCommitted()) {
                out.write("{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"fatal\","
                        + "\"code\":\"incomplete\"}]}\n");
                out.flush();
            }
            throw failure;
        }
    }

    private void write(Instant begin, Instant end, Writer out) throws IOException {
        CallId after = CallId.first(begin);
        List<Measured> some;
        do {
            some = metrics.measured(after, end, PAGE);
            for (Measured each : some) {
                out.write(each.measures());
                out.write('\n');
                after = each.id();
            }
        } while (some.size() == PAGE);
        out.flush();
    }
}
