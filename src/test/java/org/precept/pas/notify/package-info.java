/** Tests of Subscriptions and notifications. */
@NullMarked
package org.precept.pas.notify;

import org.jspecify.annotations.NullMarked;
