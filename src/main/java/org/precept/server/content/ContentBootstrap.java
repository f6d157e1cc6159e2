package org.precept.server.content;

import ca.uhn.fhir.context.FhirContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.precept.server.start.StartRefusedException;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/**
 * Reads the content on a thread of its own while Spring and Hibernate start on the main one; together they take no
 * longer than the slower of the two. Registers the result as the bean {@link Pending}.
 */
class ContentBootstrap implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String LOCATION = "precept.content.location";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        String location = environment.getProperty(LOCATION, "classpath:content");
        boolean demo = environment.acceptsProfiles(Profiles.of("demo"));
        CompletableFuture<ReadyContent> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> complete(result, location, demo), "content");
        thread.setDaemon(true);
        thread.start();
        context.getBeanFactory().registerSingleton("pendingContent", new Pending(result));
    }

    private static void complete(CompletableFuture<ReadyContent> result, String location, boolean demo) {
        try {
            result.complete(read(location, demo));
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    private static ReadyContent read(String location, boolean demo) {
        ContentProblems problems = new ContentProblems();
        FhirContext fhir = FhirContext.forR4Cached();
        Content content = new ContentReader(fhir, problems).read(ContentFiles.read(location), demo);
        return ReadyContent.of(content, problems, fhir);
    }

    /** Content that may still be being read. */
    record Pending(CompletableFuture<ReadyContent> result) {

        /** Waits for the content; throws what stopped the reading. */
        ReadyContent await() {
            try {
                return result.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof StartRefusedException refused) {
                    throw refused;
                }
                throw e;
            }
        }
    }
}
