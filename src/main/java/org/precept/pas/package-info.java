/**
 * Prior authorization requests: {@code Claim/$submit} and {@code Claim/$inquire} of Da Vinci PAS 2.2.1. Reads and checks the
 * request Bundle, has each item determined, keeps request and answer in one transaction, and explains the answer.
 */
@NullMarked
package org.precept.pas;

import org.jspecify.annotations.NullMarked;
