/**
 * What Inferno's server suite for CRD 2.0.1 checks, as code of our own, and the requests to check it with. The checks are
 * numbered like the suite's tests: 1.2 and 1.3 discovery, 2 one hook, 3.x one hook of several (x is the hook), 3.7 all
 * hooks together. Imports JSON and JUnit only, so that the checks cannot agree with our code by sharing it.
 */
@NullMarked
package org.precept.crd.inferno;

import org.jspecify.annotations.NullMarked;
