/**
 * What users did with the cards they were sent (CDS Hooks, "Feedback"): read, joined to the card, kept and counted.
 * Imports the ports of {@code record} and what lies below it.
 */
@NullMarked
package org.precept.crd.feedback;

import org.jspecify.annotations.NullMarked;
