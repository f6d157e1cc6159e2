/**
 * Carries out what reviewers decide on pended items: who may decide what, what a decision needs to be saved, and who did what.
 * Imports pas, and the ports of record with what lies below them.
 */
@NullMarked
package org.precept.pas.reviewing;

import org.jspecify.annotations.NullMarked;
