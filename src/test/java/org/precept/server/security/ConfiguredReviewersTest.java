package org.precept.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.precept.determination.ReviewQueue;
import org.precept.record.Reviewer;
import org.precept.server.security.ConfiguredReviewers.Account;
import org.precept.server.start.StartRefusedException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the configuration of reviewers may say. */
@ExtendWith(OutputCaptureExtension.class)
class ConfiguredReviewersTest {

    private static final String HASH = "{bcrypt}$2a$04$mm/CJPa5UQkkZ9ixH9JhxuA4sL93M7KU6D72/rF3a1YoM14IHv2N6";

    @Test
    void accountsAreReadFromPropertiesWithQueuesInLowerCase() {
        new ApplicationContextRunner()
                .withUserConfiguration(Settings.class)
                .withPropertyValues(
                        "precept.reviewers.dana.password=" + HASH,
                        "precept.reviewers.dana.roles=nurse,physician",
                        "precept.reviewers.dana.npi=1555555014")
                .run(context -> assertThat(
                                context.getBean(ConfiguredReviewers.class).named("dana"))
                        .contains(new Reviewer(
                                "dana", Set.of(ReviewQueue.NURSE, ReviewQueue.PHYSICIAN), "1555555014", null)));
    }

    @Test
    void hashesAreNeverShown() {
        ConfiguredReviewers reviewers = new ConfiguredReviewers(Map.of("dana", account(HASH, "1555555014")));

        assertThat(reviewers).hasToString("ConfiguredReviewers[dana]");
        assertThat(reviewers.reviewers().toString()).doesNotContain("bcrypt");
        assertThat(reviewers.named("somebody")).isEmpty();
    }

    @Test
    void incompleteAccountsStopTheStart() {
        refused("password is not a bcrypt hash", account("secret", null));
        refused("npi is no NPI", account(HASH, "12345"));
        refused("roles is empty", new Account(HASH, Set.of(), null, null));
    }

    private static void refused(String reason, Account account) {
        assertThatThrownBy(() -> new ConfiguredReviewers(Map.of("dana", account)))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("precept.reviewers.dana." + reason)
                .hasMessageNotContaining("secret");
    }

    private static Account account(String password, @Nullable String npi) {
        return new Account(password, Set.of(ReviewQueue.NURSE), npi, null);
    }

    @EnableConfigurationProperties(ConfiguredReviewers.class)
    static class Settings {}
}
