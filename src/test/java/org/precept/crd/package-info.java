/** Tests of the CRD services. */
@NullMarked
package org.precept.crd;

import org.jspecify.annotations.NullMarked;
