/** Tests of the package of the same name. */
@NullMarked
package org.precept.pas.replay;

import org.jspecify.annotations.NullMarked;
