package org.precept.crd.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.precept.crd.metrics.MetricReport;
import org.precept.crd.metrics.MetricReport.Format;
import org.precept.door.Administrator;
import org.precept.door.QueryParameters;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /admin/crd-metrics}: the calls of a day as CRDMetricData, as NDJSON or CSV. */
@RestController
class MetricReports {
    private static final String NDJSON = "application/x-ndjson";
    private static final String CSV = "text/csv";
    private static final String DAY = "day";

    private final MetricReport report;

    MetricReports(MetricReport report) {
        this.report = report;
    }

    /** Written as it is read, so that a busy day does not have to fit into memory. */
    @GetMapping(
            path = "/admin/crd-metrics",
            produces = {NDJSON, CSV})
    void ofDay(
            @RequestParam(name = DAY, required = false) @Nullable String day,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Administrator administrator = Administrator.of(request, Set.of(DAY));
        LocalDate wanted = QueryParameters.day(day, DAY);
        Format format = format(accept);
        administrator.note("read the CRD metrics of " + wanted);
        response.setContentType((format == Format.CSV ? CSV : NDJSON) + ";charset=UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"crd-metrics-" + wanted + (format == Format.CSV ? ".csv\"" : ".ndjson\""));
        Writer out = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        try {
            report.write(wanted, format, out);
        } catch (RuntimeException failure) {
            // The status may be on its way already: the reader must not take what came so far for all.
            if (response.isCommitted()) {
                out.write(
                        format == Format.CSV
                                ? "INCOMPLETE: reading failed\r\n"
                                : "{\"resourceType\":"
                                        + "\"OperationOutcome\",\"issue\":[{\"severity\":\"fatal\",\"code\":\"incomplete\"}]}\n");
                out.flush();
            }
            throw failure;
        }
    }

    private static Format format(@Nullable String accept) {
        List<MediaType> wanted = MediaType.parseMediaTypes(accept);
        return wanted.stream()
                .filter(type -> type.isCompatibleWith(MediaType.parseMediaType(CSV))
                        || type.isCompatibleWith(MediaType.parseMediaType(NDJSON)))
                .max(Comparator.comparingDouble(MediaType::getQualityValue))
                .filter(type -> !type.isCompatibleWith(MediaType.parseMediaType(NDJSON)))
                .map(type -> Format.CSV)
                .orElse(Format.NDJSON);
    }
}
