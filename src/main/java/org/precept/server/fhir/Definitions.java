package org.precept.server.fhir;

import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;

/** Where the guides define the operations that are served, and what they ask of a server that offers them. */
final class Definitions {
    private static final String DTR = "http://hl7.org/fhir/us/davinci-dtr/";
    private static final String SDC = "http://hl7.org/fhir/uv/sdc/OperationDefinition/";
    private static final String PAS = "http://hl7.org/fhir/us/davinci-pas/OperationDefinition/";

    private static final String BACKPORT = "http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/";

    /** By {@code Type/$name}, as the guides' own CapabilityStatements name them. */
    private static final Map<String, String> DEFINED = Map.of(
            "Questionnaire/$questionnaire-package", DTR + "OperationDefinition/questionnaire-package",
            "Questionnaire/$log-questionnaire-errors", DTR + "OperationDefinition/log-questionnaire-errors",
            "Questionnaire/$next-question", SDC + "Questionnaire-next-question",
            "Questionnaire/$populate", SDC + "Questionnaire-populate",
            "ValueSet/$expand", "http://hl7.org/fhir/OperationDefinition/ValueSet-expand",
            "Claim/$submit", PAS + "Claim-submit",
            "Claim/$inquire", PAS + "Claim-inquiry",
            "Subscription/$status", BACKPORT + "backport-subscription-status",
            "Subscription/$events", BACKPORT + "backport-subscription-events",
            "/$submit-attachment", "http://hl7.org/fhir/us/davinci-cdex/OperationDefinition/submit-attachment");

    /** What a payer's service must offer (CapabilityStatement dtr-payer-service of 2.2; 2.0.1 asks for less). */
    private static final List<String> OF_PAYER_SERVICES = List.of(
            "Questionnaire/$questionnaire-package",
            "Questionnaire/$log-questionnaire-errors",
            "Questionnaire/$next-question",
            "ValueSet/$expand");

    private Definitions() {}

    /**
     * The canonical of an operation.
     *
     * @param otherwise when no guide defines it
     */
    static String of(String type, String name, String otherwise) {
        return DEFINED.getOrDefault(type + "/$" + name, otherwise);
    }

    /** Names the guide's CapabilityStatement, when all that it asks for is offered. */
    static void instantiate(CapabilityStatement statement, Operations operations, String version) {
        if (operations.names().containsAll(OF_PAYER_SERVICES)) {
            statement.addInstantiates(DTR + "CapabilityStatement/dtr-payer-service|" + version);
        }
    }

    /** Says what is not there yet: the guides demand that callers are authenticated. */
    static void security(CapabilityStatementRestComponent rest) {
        rest.getSecurity()
                .setDescription(
                        "Callers are not authenticated by this version. It listens on the loopback address only;"
                                + " put it behind a gateway that meets the guides' security requirements.");
    }
}
