/**
 * The worklist of clinical reviewers and the door for their decisions, at {@code /review}. What a decision changes, and who
 * may make it, lies behind the ports of {@code record}. Imports {@code door}, and {@code record} and below.
 */
@NullMarked
package org.precept.review;

import org.jspecify.annotations.NullMarked;
