package org.precept.pas.notify;

/** Canonicals of the subscriptions backport 1.1.0 and of the topic of PAS. */
final class Backport {
    private static final String BASE = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/";

    static final String TOPIC = "http://hl7.org/fhir/us/davinci-pas/SubscriptionTopic/PASSubscriptionTopic";

    static final String FILTER = BASE + "backport-filter-criteria";
    static final String CONTENT = BASE + "backport-payload-content";
    static final String HEARTBEAT = BASE + "backport-heartbeat-period";
    static final String TIMEOUT = BASE + "backport-timeout";
    static final String MAX_COUNT = BASE + "backport-max-count";
    static final String NOTIFICATION = BASE + "backport-subscription-notification-r4";
    static final String STATUS = BASE + "backport-subscription-status-r4";

    private Backport() {}
}
