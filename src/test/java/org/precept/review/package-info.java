/** The reviewers' door. */
@NullMarked
package org.precept.review;

import org.jspecify.annotations.NullMarked;
