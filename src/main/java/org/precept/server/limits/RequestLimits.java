package org.precept.server.limits;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What a request body may hold.
 *
 * @param maxBody largest body
 * @param maxForm largest form body (searches by POST)
 * @param maxDepth deepest nesting of JSON objects and arrays
 * @param maxNumberLength most characters of one number
 * @param maxExponent largest absolute exponent of a number; {@code 1e1000000} would hold a core for seconds
 * @param maxBundleEntries most entries of one Bundle
 */
@ConfigurationProperties("precept.limits")
public record RequestLimits(
        @DefaultValue("5MB") DataSize maxBody,
        @DefaultValue("64KB") DataSize maxForm,
        @DefaultValue("100") int maxDepth,
        @DefaultValue("40") int maxNumberLength,
        @DefaultValue("30") int maxExponent,
        @DefaultValue("500") int maxBundleEntries) {}
