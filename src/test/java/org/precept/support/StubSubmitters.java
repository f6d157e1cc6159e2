package org.precept.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/**
 * Two systems that send requests, as they are configured at the server under test. Other systems need no token there. The
 * server gives up on an endpoint sooner than in use.
 */
public final class StubSubmitters {

    /** Bearer token of the clinic. */
    public static final String CLINIC = "token of the clinic";
    /** Identifier of the clinic's system. */
    public static final String CLINIC_SENDER = "SENDER-OF-THE-CLINIC";
    /** Where the clinic may be notified: on this port of this machine, under /hook. */
    public static final int CLINIC_PORT = freePort();

    /** Bearer token of another clinic. */
    public static final String OTHER = "token of another clinic";
    /** Identifier of the other clinic's system. */
    public static final String OTHER_SENDER = "SENDER-OF-ANOTHER-CLINIC";

    /** After so many failures the server gives up. */
    public static final int ATTEMPTS = 3;

    private StubSubmitters() {}

    static Map<String, String> settings() {
        String clinic = "precept.pas.submitters.clinic.";
        String other = "precept.pas.submitters.other.";
        return Map.of(
                clinic + "token-sha256",
                "6ff9016072204482444611f2a72ea531a4a4f4a962216ba6a019281a37981908",
                clinic + "identifiers",
                CLINIC_SENDER,
                clinic + "endpoints",
                "http://127.0.0.1:" + CLINIC_PORT + "/hook",
                other + "token-sha256",
                "08040a5e5a1d6e71de5606061bd55422e10518d61d0fd4def54b9bb2e5045c62",
                other + "identifiers",
                OTHER_SENDER,
                "precept.pas.require-token",
                "false",
                "precept.pas.notifications.first-retry",
                "200ms",
                "precept.pas.notifications.attempts",
                Integer.toString(ATTEMPTS),
                "precept.pas.notifications.time-limit",
                "2s",
                "precept.pas.notifications.shortest-heartbeat",
                "1s");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
