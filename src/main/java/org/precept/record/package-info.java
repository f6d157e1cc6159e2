/**
 * What the payer keeps, as ports: members and their records, approvals, what was said at the hooks. The server package
 * implements them on the database; tests may do so in memory. Imports determination and below.
 */
@NullMarked
package org.precept.record;

import org.jspecify.annotations.NullMarked;
