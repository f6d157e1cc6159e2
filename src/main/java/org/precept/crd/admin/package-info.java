/**
 * What administrators see of the hooks: the log of calls, for disputes, and the metrics of a day. Imports
 * {@code crd.metrics}, {@code door}, the ports of {@code record} and what lies below them.
 */
@NullMarked
package org.precept.crd.admin;

import org.jspecify.annotations.NullMarked;
