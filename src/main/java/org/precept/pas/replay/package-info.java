/**
 * Makes stored determinations again, on the policy version that made them or on a draft. Stores nothing. Imports {@code
 * pas}, {@code door}, the ports of {@code record} and what lies below them; the server supplies policy versions and drafts.
 */
@NullMarked
package org.precept.pas.replay;

import org.jspecify.annotations.NullMarked;
