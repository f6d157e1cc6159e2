/**
 * Fills a form on request (SDC {@code $populate}) from what the payer knows and what is sent along. Opens no address.
 * Imports the DTR door, record and below.
 */
@NullMarked
package org.precept.dtr.populate;

import org.jspecify.annotations.NullMarked;
