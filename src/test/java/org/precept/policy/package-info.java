/** Unit tests. */
@NullMarked
package org.precept.policy;

import org.jspecify.annotations.NullMarked;
