package org.precept.pas.replay;

import java.time.Duration;
import java.time.Period;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much work one evaluation of a draft may be, prefix {@code precept.pas.impact}.
 *
 * @param timeLimit after which no further request is looked at
 * @param most requests of one call
 * @param span longest time that may be asked about
 */
@ConfigurationProperties("precept.pas.impact")
record ImpactLimits(
        @DefaultValue("20s") Duration timeLimit,
        @DefaultValue("2000") int most,
        @DefaultValue("P366D") Period span) {}
