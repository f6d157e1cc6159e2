/** Tells the metrics of exchanges about requests for prior authorization. May import server.web. */
@NullMarked
package org.precept.server.exchanges;

import org.jspecify.annotations.NullMarked;
