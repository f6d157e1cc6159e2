/** Who may look at what: administrators and reviewers. May import record and what lies below it, server.web and server.start. */
@NullMarked
package org.precept.server.security;

import org.jspecify.annotations.NullMarked;
