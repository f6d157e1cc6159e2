package org.precept.server.fhir;

import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.provider.JpaCapabilityStatementProvider;
import ca.uhn.fhir.rest.annotation.Metadata;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import ca.uhn.fhir.util.FhirTerser;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.hl7.fhir.instance.model.api.IBaseConformance;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceOperationComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.ConditionalDeleteStatus;
import org.hl7.fhir.r4.model.CapabilityStatement.SystemRestfulInteraction;
import org.hl7.fhir.r4.model.CodeType;
import org.jspecify.annotations.Nullable;

/**
 * What {@code /fhir/metadata} says: HAPI's own account, corrected to what this server does. Making it costs far more
 * than a read, so it is kept for a minute per address under which the server is reached.
 */
class Capabilities extends JpaCapabilityStatementProvider {

    private static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int KEPT_ADDRESSES = 8;
    private static final String PAS =
            "http://hl7.org/fhir/us/davinci-pas/ImplementationGuide/hl7.fhir.us.davinci-pas|2.2.1";
    private static final String DTR =
            "http://hl7.org/fhir/us/davinci-dtr/ImplementationGuide/hl7.fhir.us.davinci-dtr|2.2.0";
    private static final String CRD = "http://hl7.org/fhir/us/davinci-crd/ImplementationGuide/davinci-crd|2.2.1";

    private final Operations operations;
    private final BooleanSupplier servesHooks;
    private final String version;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    Capabilities(
            RestfulServer server,
            IFhirSystemDao<?, ?> system,
            JpaStorageSettings settings,
            ISearchParamRegistry searchParameters,
            IValidationSupport validation,
            Operations operations,
            BooleanSupplier servesHooks,
            String version) {
        super(server, system, settings, searchParameters, validation);
        this.operations = operations;
        this.servesHooks = servesHooks;
        this.version = version;
        setImplementationDescription("Precept prior-authorization server");
        setPublisher("Precept");
        setRestResourceRevIncludesEnabled(false);
    }

    @Override
    @Metadata(cacheMillis = 0)
    public IBaseConformance getServerConformance(HttpServletRequest request, RequestDetails details) {
        String address = details.getServerBaseForRequest();
        Kept known = kept.get(address);
        if (known != null && System.nanoTime() - known.madeAt < KEPT_NANOS) {
            return known.statement;
        }
        IBaseConformance statement = super.getServerConformance(request, details);
        if (kept.size() >= KEPT_ADDRESSES) {
            kept.clear();
        }
        kept.put(address, new Kept(statement, System.nanoTime()));
        return statement;
    }

    @Override
    protected void postProcess(FhirTerser terser, IBaseConformance conformance) {
        super.postProcess(terser, conformance);
        CapabilityStatement statement = (CapabilityStatement) conformance;
        statement.setText(null);
        statement.setName("Precept");
        statement.getSoftware().setName("Precept").setVersion(version).setReleaseDateElement(null);
        statement.setFormat(List.of(new CodeType("application/fhir+json"), new CodeType("json")));
        statement.setPatchFormat(
                List.of(new CodeType("application/json-patch+json"), new CodeType("application/fhir+json")));
        statement.setImplementationGuide(guides());
        Definitions.instantiate(statement, operations, "2.2.0");
        statement.getRest().forEach(this::correct);
    }

    private void correct(CapabilityStatementRestComponent rest) {
        rest.setOperation(offered(null, rest.getOperation()));
        rest.getOperation()
                .forEach(operation ->
                        operation.setDefinition(Definitions.of("", operation.getName(), operation.getDefinition())));
        Definitions.security(rest);
        for (CapabilityStatementRestResourceComponent resource : rest.getResource()) {
            resource.setOperation(offered(resource.getType(), resource.getOperation()));
            resource.getOperation()
                    .forEach(operation -> operation.setDefinition(
                            Definitions.of(resource.getType(), operation.getName(), operation.getDefinition())));
            resource.setConditionalDelete(ConditionalDeleteStatus.SINGLE);
            SubscriptionSupport.describe(resource);
        }
        boolean batch = rest.getInteraction().stream()
                .anyMatch(interaction -> interaction.getCode() == SystemRestfulInteraction.BATCH);
        if (!batch) {
            rest.addInteraction().setCode(SystemRestfulInteraction.BATCH);
        }
    }

    private List<CapabilityStatementRestResourceOperationComponent> offered(
            @Nullable String type, List<CapabilityStatementRestResourceOperationComponent> all) {
        return all.stream()
                .filter(operation -> operations.offers(type, operation.getName()))
                .toList();
    }

    /** Only guides whose entry point is here. */
    private List<CanonicalType> guides() {
        List<CanonicalType> guides = new ArrayList<>();
        if (servesHooks.getAsBoolean()) {
            guides.add(new CanonicalType(CRD));
        }
        if (operations.offers("Questionnaire", "$questionnaire-package")) {
            guides.add(new CanonicalType(DTR));
        }
        if (operations.offers("Claim", "$submit")) {
            guides.add(new CanonicalType(PAS));
        }
        return guides;
    }

    private record Kept(IBaseConformance statement, long madeAt) {}
}
