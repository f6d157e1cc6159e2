package org.precept.server.start;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Keeps an unprotected server on this machine: while {@code precept.security.enabled} is false every port must be
 * bound to a loopback address. Runs before any bean is made, so a refusal comes at once.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class LoopbackGuard implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String SECURITY = "precept.security.enabled";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        check(context.getEnvironment());
    }

    static void check(Environment environment) {
        if (environment.getProperty(SECURITY, Boolean.class, false)) {
            throw new StartRefusedException(
                    SECURITY + "=true, but this version of the server has no security to enable.",
                    "Remove " + SECURITY + " and keep server.address on 127.0.0.1.");
        }
        requireLoopback(environment, "server.address");
        if (environment.containsProperty("management.server.port")) {
            requireLoopback(environment, "management.server.address");
        }
    }

    private static void requireLoopback(Environment environment, String property) {
        String address = environment.getProperty(property);
        if (!isLoopback(address)) {
            String found = address == null || address.isBlank() ? "is not set" : "is " + address;
            throw new StartRefusedException(
                    "Security is off (" + SECURITY + "=false) and " + property + " " + found
                            + ": whoever reaches that address could read and write every member's record.",
                    "Set " + property + "=127.0.0.1. To serve other machines, put a reverse proxy that authenticates"
                            + " its clients on this machine in front.");
        }
    }

    private static boolean isLoopback(@Nullable String address) {
        if (address == null || address.isBlank()) {
            return false;
        }
        try {
            return InetAddress.getByName(address.strip()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
