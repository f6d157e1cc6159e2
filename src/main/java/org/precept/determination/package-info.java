/**
 * The decision: a pure function of policy version, evidence, request date and ledger. Knows no HTTP and no database.
 * Imports criteria, policy and fhir.
 */
@NullMarked
package org.precept.determination;

import org.jspecify.annotations.NullMarked;
