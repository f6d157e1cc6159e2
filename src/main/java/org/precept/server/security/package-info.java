/** Who may look at what: administrators. May import server.web and server.start. */
@NullMarked
package org.precept.server.security;

import org.jspecify.annotations.NullMarked;
