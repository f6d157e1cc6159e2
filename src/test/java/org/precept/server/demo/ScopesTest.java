package org.precept.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.precept.server.demo.Scopes.Interaction;

/** What scopes open. */
class ScopesTest {

    @ParameterizedTest
    @CsvSource({
        "patient/*.rs, READ, Condition, true",
        "patient/*.rs, SEARCH, Observation, true",
        "patient/*.rs, CREATE, QuestionnaireResponse, false",
        "patient/Condition.r, READ, Condition, true",
        "patient/Condition.r, SEARCH, Condition, false",
        "patient/Condition.r, READ, Observation, false",
        "patient/Observation.read, SEARCH, Observation, true",
        "patient/Observation.read, UPDATE, Observation, false",
        "patient/Observation.write, CREATE, Observation, true",
        "patient/*.*, UPDATE, DocumentReference, true",
        "user/Practitioner.r, READ, Practitioner, true",
        "patient/QuestionnaireResponse.cruds, UPDATE, QuestionnaireResponse, true",
        "system/*.cruds, READ, Condition, false",
        "launch openid, READ, Condition, false"
    })
    void opens(String scope, Interaction interaction, String type, boolean allowed) {
        assertThat(Scopes.of(scope).allows(interaction, type)).isEqualTo(allowed);
    }

    @Test
    void whatIsNotKnownIsNotGranted() {
        assertThat(Scopes.of("launch offline_access patient/.rs patient/Condition. system/*.rs fhirUser patient/*.sr"))
                .hasToString("fhirUser launch");
    }
}
