package org.precept.pas.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Subscription;
import org.junit.jupiter.api.Test;
import org.precept.fhir.RejectedRequest;
import org.precept.pas.PasEdition;
import org.precept.pas.notify.Submitters.Submitter;
import org.precept.record.NewsEvent;
import org.precept.record.NewsSubscription;
import org.precept.record.NewsSubscriptions;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What an owner may fetch, after the configuration changed. */
class SubscriptionOperationsTest {

    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final String HOOK = "https://clinic.example/hook";

    private final Stored stored = new Stored();

    @Test
    void eventsOfAnIdentifierThatWasTakenAwayAreNotFetched() throws IOException {
        String id = created(server(Set.of("C1", "C2"), HOOK).service());

        assertThat(events(server(Set.of("C1", "C2"), HOOK).operations(), id)).contains("query-event");
        assertThatThrownBy(() -> events(server(Set.of("C1"), HOOK).operations(), id))
                .isInstanceOfSatisfying(
                        RejectedRequest.class,
                        refused -> assertThat(refused.status()).isEqualTo(403));
        assertThat(stored.fetched).isEqualTo(1);
    }

    private static String created(SubscriptionService service) {
        Subscription asked = FHIR.newJsonParser()
                .parseResource(Subscription.class, Asked.of("C2", HOOK).json());
        return service.create(asked, clinic(Set.of("C1", "C2"), HOOK), PasEdition.R2_2)
                .id();
    }

    private static String events(SubscriptionOperations operations, String id) throws IOException {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/fhir/Subscription/" + id + "/$events");
        request.addHeader("Authorization", "Bearer clinic");
        MockHttpServletResponse response = new MockHttpServletResponse();
        operations.events(new IdType("Subscription", id), null, null, null, request, response);
        return response.getContentAsString();
    }

    private record Server(SubscriptionService service, SubscriptionOperations operations) {}

    private Server server(Set<String> identifiers, String endpoint) {
        Owners owners = new Owners(new Submitters(Map.of("clinic", submitter(identifiers, endpoint)), null));
        SubscriptionReader reader = new SubscriptionReader(FHIR, owners, Duration.ofSeconds(30));
        SubscriptionService service = new SubscriptionService(stored, reader, 20, Clock.systemUTC());
        return new Server(
                service,
                new SubscriptionOperations(
                        owners,
                        service,
                        reader,
                        stored,
                        new NotificationWriter(() -> "http://localhost"),
                        Clock.systemUTC()));
    }

    private static Owner clinic(Set<String> identifiers, String endpoint) {
        return new Owner("submitter:clinic", submitter(identifiers, endpoint));
    }

    private static Submitter submitter(Set<String> identifiers, String endpoint) {
        return new Submitter(
                Hashing.sha256().hashString("clinic", StandardCharsets.UTF_8).toString(),
                identifiers,
                List.of(endpoint));
    }

    /** Subscriptions in memory. */
    private static final class Stored implements NewsSubscriptions {
        private final List<NewsSubscription> all = new ArrayList<>();
        private int fetched;

        @Override
        public boolean add(NewsSubscription subscription, int most) {
            return all.add(subscription);
        }

        @Override
        public Optional<NewsSubscription> find(String id) {
            return all.stream().filter(each -> each.id().equals(id)).findFirst();
        }

        @Override
        public List<NewsSubscription> of(String owner) {
            return all.stream().filter(each -> each.owner().equals(owner)).toList();
        }

        @Override
        public boolean replace(NewsSubscription subscription) {
            return false;
        }

        @Override
        public boolean remove(String id) {
            return false;
        }

        @Override
        public Optional<Progress> progress(String id) {
            return Optional.of(new Progress(1, 0, 0, null));
        }

        @Override
        public List<NewsEvent> events(String id, long from, long until, int most) {
            fetched++;
            return List.of(new NewsEvent(1, "file", 1, "response", Instant.EPOCH, "{}"));
        }
    }
}
