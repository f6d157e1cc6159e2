/** Limits on what a request may hold, checked on its bytes before anything parses them. */
@NullMarked
package org.precept.server.limits;

import org.jspecify.annotations.NullMarked;
