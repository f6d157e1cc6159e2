package org.precept.server.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.Test;
import org.precept.server.start.StartRefusedException;
import org.precept.support.ServerTest;
import org.springframework.beans.factory.annotation.Autowired;

class ContentStoreIT extends ServerTest {

    @Autowired
    private ContentStore store;

    @Autowired
    private ReadyContent loaded;

    @Test
    void theContentIsStoredOnceUnderItsOwnIds() {
        store.store(loaded.content().resources());

        for (ContentResource file : loaded.content().resources()) {
            if (file.versioned()) {
                String id = file.resource().fhirType() + "/"
                        + file.resource().getIdElement().getIdPart();
                assertThat(client.get("/fhir/" + id).at("/meta/versionId"))
                        .as(id)
                        .isEqualTo("1");
            }
        }
    }

    @Test
    void aChangeWithoutANewVersionStopsTheStartAndStoresNothing() {
        store.store(List.of(valueSet("1.0.0", "a", "first")));

        assertThatThrownBy(() ->
                        store.store(List.of(valueSet("1.0.0", "b", "second"), valueSet("2.0.0", "c", "with another"))))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("terminology/it.json")
                .hasMessageContaining("ValueSet.version");

        assertThat(client.get("/fhir/ValueSet/it-value-set-1-0-0").at("/title")).isEqualTo("first");
        assertThat(client.get("/fhir/ValueSet/it-value-set-2-0-0").status()).isEqualTo(404);
    }

    @Test
    void aNewVersionStandsBesideTheOldOne() {
        store.store(List.of(valueSet("3.0.0", "a", "old"), valueSet("3.1.0", "b", "new")));

        assertThat(client.get("/fhir/ValueSet?url=https://x.example/ValueSet/it&version=3.0.0,3.1.0")
                        .json()
                        .at("/entry"))
                .hasSize(2);
    }

    @Test
    void whatHasNoVersionIsUpdated() {
        store.store(List.of(organization("a", "old name")));
        store.store(List.of(organization("b", "new name")));

        assertThat(client.get("/fhir/Organization/it-organization").at("/name")).isEqualTo("new name");
    }

    private static ContentResource valueSet(String version, String hash, String title) {
        ValueSet valueSet = new ValueSet();
        valueSet.setUrl("https://x.example/ValueSet/it").setVersion(version).setTitle(title);
        valueSet.setId("it-value-set-" + version.replace('.', '-'));
        return new ContentResource("terminology/it.json", valueSet.getUrl(), version, hash, valueSet);
    }

    private static ContentResource organization(String hash, String name) {
        Organization organization = new Organization().setName(name);
        organization.setId("it-organization");
        return new ContentResource(
                "payers/it.json", "Organization/it-organization", ContentResource.UNVERSIONED, hash, organization);
    }
}
