/** Tests of what administrators see. */
@NullMarked
package org.precept.crd.admin;

import org.jspecify.annotations.NullMarked;
