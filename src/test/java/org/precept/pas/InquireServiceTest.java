package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.precept.support.PasBundle;

/** Who may find a decision, and by what. */
class InquireServiceTest extends PasDoor {

    @Test
    void findsADecisionForTheProviderWhoAskedAndNobodyElse() {
        submit(lemtrada(36).build());

        String own = inquire(lemtrada(36));
        String organization = inquire(lemtrada(36).prescriberNpi("1376543210"));
        String stranger = inquire(lemtrada(36).prescriberNpi("1376543210").organizationNpi("1376543210"));
        String unknown = inquire(PasBundle.of("mmm", "nobody").item("J0202", 36, "22", "2026-12-01"));

        assertThat(own).contains("\"name\":\"return\"").contains("PA1").doesNotContain("communicationRequest");
        assertThat(organization).contains("PA1");
        assertThat(stranger).isEqualTo("{\"resourceType\":\"Parameters\"}").isEqualTo(unknown);
    }

    @Test
    void findsByNumberAndService() {
        submit(lemtrada(36).build());
        PasBundle right = lemtrada(36);
        right.claimToChange().addExtension(Pas.AUTHORIZATION_NUMBER, new StringType("PA1"));
        PasBundle wrong = lemtrada(36);
        wrong.claimToChange().addExtension(Pas.AUTHORIZATION_NUMBER, new StringType("PA2"));

        assertThat(inquire(right)).contains("PA1");
        assertThat(inquire(wrong)).doesNotContain("return");
        assertThat(inquire(PasBundle.of("mmm", "M1").item("J9302", 1, "22", "2026-12-01")))
                .doesNotContain("return");
        assertThat(inquire(lemtrada(36).created("2026-11-20"))).contains("PA1");
    }
}
