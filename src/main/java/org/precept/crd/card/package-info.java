/**
 * Cards, links and suggestions of CDS Hooks as values that write themselves. Imports what lies below the doors.
 */
@NullMarked
package org.precept.crd.card;

import org.jspecify.annotations.NullMarked;
