/** Tests of prior authorization requests. */
@NullMarked
package org.precept.pas;

import org.jspecify.annotations.NullMarked;
