/**
 * Coverage Requirements Discovery 2.2: the CDS Hooks services of the payer. Reads a hook call, gathers the evidence,
 * asks {@code determination} and says the answer as coverage-information and cards. Imports determination and what lies
 * below it, the ports of {@code record}, {@code door}, and its own sub-packages.
 */
@NullMarked
package org.precept.crd;

import org.jspecify.annotations.NullMarked;
