package org.precept.policy;

import java.math.BigDecimal;

/**
 * How much may be authorized in a window.
 *
 * @param units billing units (J0202: 1 unit = 1 mg)
 * @param windowDays an approval counts when its service date is less than this many days before or after the requested one
 */
public record QuantityLimit(BigDecimal units, int windowDays) {}
