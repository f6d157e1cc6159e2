@NullMarked
package org.precept.door;

import org.jspecify.annotations.NullMarked;
