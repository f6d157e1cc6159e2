/**
 * Coverage-information as a value that cannot break the guide's invariants, how each version of the guide writes it, and
 * how it is put into an order's text. Imports {@code crd.text} and what lies below the doors.
 */
@NullMarked
package org.precept.crd.coverage;

import org.jspecify.annotations.NullMarked;
