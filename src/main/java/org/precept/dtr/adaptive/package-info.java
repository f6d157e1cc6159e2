/**
 * Adaptive forms: {@code $next-question} asks what can still change the determination, and nothing else. What is decided is
 * decided by the determination package; here is only which question to put next. Imports the DTR door, its answer check,
 * record, determination and below.
 */
@NullMarked
package org.precept.dtr.adaptive;

import org.jspecify.annotations.NullMarked;
