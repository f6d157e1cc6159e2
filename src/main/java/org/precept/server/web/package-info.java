/** What every HTTP request meets: request id, log line, content type, readiness, errors as OperationOutcomes. */
@NullMarked
package org.precept.server.web;

import org.jspecify.annotations.NullMarked;
