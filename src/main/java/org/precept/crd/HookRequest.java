package org.precept.crd;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.precept.crd.text.ScannedBundle;

/**
 * A hook call, its structure checked, its resources still text.
 *
 * @param kind which hook
 * @param edition which version of the guide is spoken
 * @param hookInstance UUID of the call
 * @param access how to query the client's FHIR server, null when the call does not say
 * @param userId {@code Practitioner/…} and the like, null at hooks that have none
 * @param patientId id of the Patient, without type
 * @param encounterId id of the Encounter without type, null when there is none
 * @param context what the hook is about
 * @param prefetch by key; null value: the client looked and has nothing
 * @param options what the client wants to be told
 * @param withoutToken the body with the access token removed, to be kept; must not be changed
 */
record HookRequest(
        HookKind kind,
        Edition edition,
        String hookInstance,
        @Nullable FhirAccess access,
        @Nullable String userId,
        String patientId,
        @Nullable String encounterId,
        HookContext context,
        Map<String, @Nullable ScannedBundle> prefetch,
        CardOptions options,
        byte[] withoutToken) {

    /**
     * Leave to query the client's FHIR server.
     *
     * @param server base address as sent
     * @param token bearer token, null when none came; never logged
     */
    record FhirAccess(String server, @Nullable String token) {
        @Override
        public String toString() {
            return "FhirAccess[" + server + "]";
        }
    }
}
