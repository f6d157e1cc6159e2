/** Tests of problems reported with forms. */
@NullMarked
package org.precept.dtr.errors;

import org.jspecify.annotations.NullMarked;
