/** What must be true before the server starts, and how a refusal to start is told. */
@NullMarked
package org.precept.server.start;

import org.jspecify.annotations.NullMarked;
