/** Tests of feedback on cards. */
@NullMarked
package org.precept.crd.feedback;

import org.jspecify.annotations.NullMarked;
