/** Who may call the hooks and from where: browsers' origins, JWTs of clients, addresses. May import server.web and server.start. */
@NullMarked
package org.precept.server.clients;

import org.jspecify.annotations.NullMarked;
