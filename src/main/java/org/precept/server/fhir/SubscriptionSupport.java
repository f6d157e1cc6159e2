package org.precept.server.fhir;

import java.util.List;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.ConditionalDeleteStatus;
import org.hl7.fhir.r4.model.CapabilityStatement.ConditionalReadStatus;
import org.hl7.fhir.r4.model.CapabilityStatement.ResourceVersionPolicy;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;

/** What the CapabilityStatements say of Subscriptions (spec-55): the topic, and no more than their door does. */
final class SubscriptionSupport {
    private static final String TOPIC_OFFERED =
            "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/capabilitystatement-subscriptiontopic-canonical";
    private static final String TOPIC = "http://hl7.org/fhir/us/davinci-pas/SubscriptionTopic/PASSubscriptionTopic";
    private static final String PROFILE =
            "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-subscription";
    private static final String PARAMETER = "http://hl7.org/fhir/SearchParameter/";
    private static final List<TypeRestfulInteraction> INTERACTIONS = List.of(
            TypeRestfulInteraction.CREATE,
            TypeRestfulInteraction.READ,
            TypeRestfulInteraction.UPDATE,
            TypeRestfulInteraction.DELETE,
            TypeRestfulInteraction.SEARCHTYPE);

    private SubscriptionSupport() {}

    /** Describes the resource when it is Subscription. */
    static void describe(CapabilityStatementRestResourceComponent resource) {
        if (!"Subscription".equals(resource.getType())) {
            return;
        }
        resource.getExtension().removeIf(extension -> TOPIC_OFFERED.equals(extension.getUrl()));
        resource.addExtension(TOPIC_OFFERED, new CanonicalType(TOPIC));
        resource.setSupportedProfile(List.of(new CanonicalType(PROFILE)));
        resource.setInteraction(null);
        INTERACTIONS.forEach(interaction -> resource.addInteraction().setCode(interaction));
        resource.setVersioning(ResourceVersionPolicy.VERSIONEDUPDATE);
        resource.setReadHistory(false);
        resource.setUpdateCreate(false);
        resource.setConditionalCreate(false);
        resource.setConditionalUpdate(false);
        resource.setConditionalRead(ConditionalReadStatus.NOTSUPPORTED);
        resource.setConditionalDelete(ConditionalDeleteStatus.NOTSUPPORTED);
        resource.setSearchInclude(null);
        resource.setSearchRevInclude(null);
        resource.setSearchParam(null);
        parameter(resource, "_id", "Resource-id", SearchParamType.TOKEN);
        parameter(resource, "criteria", "Subscription-criteria", SearchParamType.STRING);
        parameter(resource, "status", "Subscription-status", SearchParamType.TOKEN);
        parameter(resource, "url", "Subscription-url", SearchParamType.URI);
    }

    private static void parameter(
            CapabilityStatementRestResourceComponent resource, String name, String definition, SearchParamType type) {
        resource.addSearchParam()
                .setName(name)
                .setDefinition(PARAMETER + definition)
                .setType(type);
    }
}
