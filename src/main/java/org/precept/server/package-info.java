/** Starts the server and wires its parts together; the only package that knows all the others. */
@NullMarked
package org.precept.server;

import org.jspecify.annotations.NullMarked;
