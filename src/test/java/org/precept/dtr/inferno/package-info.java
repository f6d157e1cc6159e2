/** The checks of Inferno's DTR 2.0.1 payer suite as functions of ours, tested themselves, and the server under them. */
@NullMarked
package org.precept.dtr.inferno;

import org.jspecify.annotations.NullMarked;
