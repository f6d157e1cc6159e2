package org.precept.server.demo;

import ca.uhn.fhir.context.FhirContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementKind;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.RestfulCapabilityMode;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.UriType;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /demo-ehr/fhir/metadata}: what the clinic's FHIR API offers. Needs no token. */
@RestController
@Profile("demo")
class ChartCapabilities {

    private static final String OAUTH = "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris";
    private static final Set<String> WRITABLE = Set.of("QuestionnaireResponse", "DocumentReference");

    private final DemoAddress address;
    private final Charts charts;
    private final FhirContext fhir;

    ChartCapabilities(DemoAddress address, Charts charts, FhirContext fhir) {
        this.address = address;
        this.charts = charts;
        this.fhir = fhir;
    }

    @GetMapping(path = DemoAddress.FHIR + "/metadata", produces = "application/fhir+json;charset=UTF-8")
    String metadata(HttpServletRequest http) {
        CapabilityStatement statement = new CapabilityStatement()
                .setStatus(PublicationStatus.ACTIVE)
                .setDateElement(new DateTimeType("2026-11-22"))
                .setKind(CapabilityStatementKind.INSTANCE)
                .setFhirVersion(FHIRVersion._4_0_1);
        statement.addFormat("application/fhir+json");
        statement.getImplementation().setDescription("Demo EHR").setUrl(address.issuer(http));
        CapabilityStatementRestComponent rest = statement.addRest().setMode(RestfulCapabilityMode.SERVER);
        String root = address.origin(http) + DemoAddress.ROOT;
        Extension oauth = rest.getSecurity().addExtension();
        oauth.setUrl(OAUTH);
        oauth.addExtension("authorize", new UriType(root + "/authorize"));
        oauth.addExtension("token", new UriType(root + "/token"));
        types().forEach(type -> describe(rest, type));
        return fhir.newJsonParser().encodeResourceToString(statement);
    }

    private Set<String> types() {
        Set<String> types = new TreeSet<>(WRITABLE);
        charts.all().forEach(chart -> chart.all().forEach(each -> types.add(each.fhirType())));
        return types;
    }

    private static void describe(CapabilityStatementRestComponent rest, String type) {
        var resource = rest.addResource().setType(type);
        List.of(TypeRestfulInteraction.READ, TypeRestfulInteraction.SEARCHTYPE)
                .forEach(each -> resource.addInteraction().setCode(each));
        if (WRITABLE.contains(type)) {
            List.of(TypeRestfulInteraction.CREATE, TypeRestfulInteraction.UPDATE)
                    .forEach(each -> resource.addInteraction().setCode(each));
        }
    }
}
