package org.precept.server.demo;

import org.jspecify.annotations.Nullable;

/**
 * What an app asked the authorize endpoint for, checked.
 *
 * @param redirectUri where the code goes
 * @param state the app's, handed back
 * @param challenge SHA-256 of the verifier that redeems the code
 * @param scopes what is granted
 * @param nonce the app's, for the id token; null: none
 */
record AuthorizationRequest(
        String redirectUri,
        String state,
        String challenge,
        Scopes scopes,
        @Nullable String nonce) {}
