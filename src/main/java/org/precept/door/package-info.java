/**
 * What doors have in common: who asks, query parameters, recurring work. Imports {@code record} and below; the doors and the
 * server import it.
 */
@NullMarked
package org.precept.door;

import org.jspecify.annotations.NullMarked;
