/**
 * What doors have in common: who asks, query parameters, recurring work. May import {@code record} and below; the doors and
 * the server import it.
 */
@NullMarked
package org.precept.door;

import org.jspecify.annotations.NullMarked;
