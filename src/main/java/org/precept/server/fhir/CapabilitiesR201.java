package org.precept.server.fhir;

import ca.uhn.fhir.rest.annotation.Metadata;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IServerConformanceProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementKind;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.RestfulCapabilityMode;
import org.hl7.fhir.r4.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.info.BuildProperties;

/** What {@code /2.0.1/fhir/metadata} says: the guides' operations, Subscriptions, and nothing else. */
public final class CapabilitiesR201 implements IServerConformanceProvider<CapabilityStatement> {

    private static final String DTR =
            "http://hl7.org/fhir/us/davinci-dtr/ImplementationGuide/hl7.fhir.us.davinci-dtr|2.0.1";
    private static final String PAS =
            "http://hl7.org/fhir/us/davinci-pas/ImplementationGuide/hl7.fhir.us.davinci-pas|2.0.1";

    private final CapabilityStatement statement;

    private CapabilitiesR201(CapabilityStatement statement) {
        this.statement = statement;
    }

    /**
     * The statement of these operations.
     *
     * @param build null while developing
     * @param made when the statement was made
     */
    static CapabilitiesR201 of(Operations operations, @Nullable BuildProperties build, Instant made) {
        CapabilityStatement statement = new CapabilityStatement();
        statement.setName("Precept").setPublisher("Precept");
        statement.setStatus(PublicationStatus.ACTIVE).setKind(CapabilityStatementKind.INSTANCE);
        statement.setDate(Date.from(made));
        statement.setFhirVersion(FHIRVersion._4_0_1);
        statement.getSoftware().setName("Precept").setVersion(build == null ? "development" : build.getVersion());
        statement
                .getImplementation()
                .setDescription("Precept prior-authorization server, for clients of DTR 2.0.1 and PAS 2.0.1");
        Definitions.instantiate(statement, operations, "2.0.1");
        statement.addImplementationGuide(DTR).addImplementationGuide(PAS);
        statement.addFormat("application/fhir+json").addFormat("json");
        CapabilityStatementRestComponent rest = statement.addRest().setMode(RestfulCapabilityMode.SERVER);
        Definitions.security(rest);
        resources(operations).values().forEach(rest::addResource);
        return new CapabilitiesR201(statement);
    }

    private static Map<String, CapabilityStatementRestResourceComponent> resources(Operations operations) {
        Map<String, CapabilityStatementRestResourceComponent> resources = new TreeMap<>();
        operations.names().stream().sorted().forEach(name -> {
            String type = name.substring(0, name.indexOf('/'));
            String bare = name.substring(name.indexOf('$') + 1);
            resources
                    .computeIfAbsent(type, any -> new CapabilityStatementRestResourceComponent().setType(any))
                    .addOperation()
                    .setName(bare)
                    .setDefinition(Definitions.of(type, bare, name));
        });
        resources.values().forEach(SubscriptionSupport::describe);
        return resources;
    }

    @Override
    @Metadata(cacheMillis = 0)
    public CapabilityStatement getServerConformance(HttpServletRequest request, RequestDetails details) {
        CapabilityStatement answer = statement.copy();
        answer.getImplementation().setUrl(details.getServerBaseForRequest());
        return answer;
    }

    @Override
    public void setRestfulServer(RestfulServer server) {
        // It says the same whatever server it is on.
    }
}
