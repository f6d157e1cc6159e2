package org.precept.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ClaimStatus;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.ClaimResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.precept.record.PriorAuthorizations.Decided;
import org.precept.support.Client;
import org.precept.support.PostgresServers;
import org.precept.support.ServerTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Decided requests are stored together or not at all and found by member and by Claim. */
class PriorAuthorizationsIT extends ServerTest {

    @Autowired
    private ApplicationContext h2;

    private final Records records = new Records();

    private Stores stores;
    private Client server;

    private void given(Database database) {
        stores = new Stores(database == Database.H2 ? h2 : PostgresServers.first());
        server = database == Database.H2 ? client : PostgresServers.client(PostgresServers.first());
        records.patient("mmm");
        stores.store(records);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void decidedRequestsComeNewestFirst(Database database) {
        given(database);

        store(decided("1"));
        store(decided("2"));

        assertThat(stores.priorAuthorizations.of(records.id("patient")))
                .extracting(
                        decided -> decided.claim().getId(),
                        decided -> decided.response().getId())
                .containsExactly(
                        tuple("Claim/" + records.id("claim-2"), "ClaimResponse/" + records.id("response-2")),
                        tuple("Claim/" + records.id("claim-1"), "ClaimResponse/" + records.id("response-1")));
        assertThat(stores.priorAuthorizations.of(records.id("nobody"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void referencesBetweenThemAreFollowedWhateverTheirOrder(Database database) {
        given(database);

        store(decided("1"));

        assertThat(server.get("/fhir/ClaimResponse?request=Claim/" + records.id("claim-1"))
                        .json()
                        .at("/entry/0/resource/id")
                        .asText())
                .isEqualTo(records.id("response-1"));
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void theBundleOfAClaimIsFound(Database database) {
        given(database);

        store(decided("1"));

        Bundle bundle = stores.priorAuthorizations
                .bundleOf("Claim/" + records.id("claim-1"))
                .orElseThrow();
        assertThat(bundle.getId()).isEqualTo("Bundle/" + records.id("bundle-1"));
        assertThat(bundle.getEntryFirstRep().getFullUrl()).isEqualTo("urn:uuid:1");
        assertThat(stores.priorAuthorizations.bundleOf(records.id("claim-2"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void whatIsUndoneLeavesNothing(Database database) {
        given(database);

        assertThatThrownBy(() -> stores.authorizations.exclusively("mmm", records.number(), () -> {
                    stores.priorAuthorizations.store(decided("1"));
                    assertThat(stores.priorAuthorizations.of(records.id("patient")))
                            .extracting(Decided::claim)
                            .hasSize(1);
                    stores.submissions.keep(records.id("digest"), "{}");
                    throw new IllegalArgumentException("stop");
                }))
                .hasMessage("stop");

        assertThat(stores.priorAuthorizations.of(records.id("patient"))).isEmpty();
        assertThat(stores.priorAuthorizations.bundleOf(records.id("claim-1"))).isEmpty();
        assertThat(stores.submissions.answerTo(records.id("digest"))).isEmpty();
        assertThat(server.get("/fhir/ClaimResponse/" + records.id("response-1")).status())
                .isEqualTo(404);
    }

    private void store(List<Resource> resources) {
        stores.authorizations.exclusively("mmm", records.number(), () -> {
            stores.priorAuthorizations.store(resources);
            return true;
        });
    }

    /** The answer first, so that it refers to what is not stored yet. */
    private List<Resource> decided(String name) {
        Claim claim = new Claim().setStatus(ClaimStatus.ACTIVE).setPatient(records.patient());
        claim.setId("Claim/" + records.id("claim-" + name));
        ClaimResponse response = new ClaimResponse()
                .setStatus(ClaimResponseStatus.ACTIVE)
                .setPatient(records.patient())
                .setRequest(new Reference("Claim/" + records.id("claim-" + name)));
        response.setId("ClaimResponse/" + records.id("response-" + name));
        Bundle bundle = new Bundle().setType(BundleType.COLLECTION);
        bundle.addEntry().setFullUrl("urn:uuid:" + name).setResource(new Claim().setStatus(ClaimStatus.ACTIVE));
        bundle.setId("Bundle/" + records.id("bundle-" + name));
        return List.of(response, claim, bundle);
    }
}
