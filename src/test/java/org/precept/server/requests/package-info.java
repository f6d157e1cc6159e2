/** Tests of what administrators see of requests. */
@NullMarked
package org.precept.server.requests;

import org.jspecify.annotations.NullMarked;
