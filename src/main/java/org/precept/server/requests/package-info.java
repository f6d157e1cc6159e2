/**
 * What administrators see of requests: which are due, and what became of authorized units. Computed whenever it is looked
 * at. Imports {@code door}, {@code record} and below.
 */
@NullMarked
package org.precept.server.requests;

import org.jspecify.annotations.NullMarked;
