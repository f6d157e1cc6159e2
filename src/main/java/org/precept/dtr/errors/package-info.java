/**
 * Problems that clients report with our forms: taken in, kept, counted, and shown to administrators. Imports door, and
 * record and below.
 */
@NullMarked
package org.precept.dtr.errors;

import org.jspecify.annotations.NullMarked;
