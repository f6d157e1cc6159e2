/**
 * What the payer keeps: the ports of {@code org.precept.record} on HAPI's tables and our own. Large values are stored
 * compressed; every time is stored with its zone.
 */
@NullMarked
package org.precept.server.store;

import org.jspecify.annotations.NullMarked;
