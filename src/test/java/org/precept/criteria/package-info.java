@NullMarked
package org.precept.criteria;

import org.jspecify.annotations.NullMarked;
