/** Tests of what the ports of the record name. */
@NullMarked
package org.precept.record;

import org.jspecify.annotations.NullMarked;
