/**
 * The checks of Inferno's PAS server suites (2.2.1 and 2.0.1) as functions of ours, tested themselves, and the server under
 * them: a run sends requests of every kind at one base, and every answer of it is checked.
 */
@NullMarked
package org.precept.pas.inferno;

import org.jspecify.annotations.NullMarked;
