package org.precept.server.security;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.precept.determination.ReviewQueue;
import org.precept.record.Reviewer;
import org.precept.record.Reviewers;
import org.precept.server.start.StartRefusedException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may use {@code /review}.
 *
 * @param reviewers by user name; empty: nobody
 */
@ConfigurationProperties("precept")
record ConfiguredReviewers(@DefaultValue Map<String, Account> reviewers) implements Reviewers {

    static final String PROPERTY = "precept.reviewers";

    private static final String NPI = "\\d{10}";

    /**
     * A reviewer's account.
     *
     * @param password <code>{bcrypt}</code> and a bcrypt hash
     * @param roles the queues they work in, at least one
     * @param npi ten digits; null when they have none
     * @param specialty NUCC code; null when not known
     */
    record Account(
            @DefaultValue("") String password,
            @DefaultValue Set<ReviewQueue> roles,
            @Nullable String npi,
            @Nullable String specialty) {
        Account {
            roles = Set.copyOf(roles);
        }

        /** Hides the hash. */
        @Override
        public String toString() {
            return "Account" + roles;
        }
    }

    /**
     * Checks and copies.
     *
     * @throws StartRefusedException for an account that is incomplete; passwords are not repeated
     */
    ConfiguredReviewers {
        reviewers.forEach(ConfiguredReviewers::check);
        reviewers = Map.copyOf(reviewers);
    }

    private static void check(String name, Account account) {
        String property = PROPERTY + "." + name;
        PasswordHash.require(property + ".password", name, account.password());
        if (account.roles().isEmpty()) {
            throw new StartRefusedException(
                    property + ".roles is empty.", "Name the queues to work in: nurse, physician, clinician.");
        }
        if (account.npi() != null && !account.npi().matches(NPI)) {
            throw new StartRefusedException(
                    property + ".npi is no NPI.", "Set it to the ten digits of the reviewer's NPI, or leave it out.");
        }
    }

    @Override
    public Optional<Reviewer> named(String name) {
        return Optional.ofNullable(reviewers.get(name))
                .map(account -> new Reviewer(name, account.roles(), account.npi(), account.specialty()));
    }

    /** Hides everything but the names. */
    @Override
    public String toString() {
        return "ConfiguredReviewers" + reviewers.keySet();
    }
}
