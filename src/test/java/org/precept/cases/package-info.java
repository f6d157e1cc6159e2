/** Policy cases: YAML that a medical director can read, decided by the engine and the shipped policies. */
@NullMarked
package org.precept.cases;

import org.jspecify.annotations.NullMarked;
