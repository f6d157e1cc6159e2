package org.precept.server;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** Starts the server. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class PreceptApplication {

    /** Runs Spring Boot with the given command line. */
    public static void main(String[] args) {
        SpringApplication.run(PreceptApplication.class, args);
    }
}
