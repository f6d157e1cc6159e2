/** Limits on what a request may hold, checked on its bytes before anything parses them. What is refused is told to the log of hook calls. */
@NullMarked
package org.precept.server.limits;

import org.jspecify.annotations.NullMarked;
