/** The payer's policies as values, read from PlanDefinitions, and the catalogs that find them. Imports only fhir. */
@NullMarked
package org.precept.policy;

import org.jspecify.annotations.NullMarked;
