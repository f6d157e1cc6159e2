/**
 * Serves the form app at {@code /dtr/}: its files with their security headers, and the EHRs it may be launched from. The
 * app itself is in {@code resources/dtr-app} and uses the public doors only. May import server.start.
 */
@NullMarked
package org.precept.server.app;

import org.jspecify.annotations.NullMarked;
