/**
 * Policy criteria computed: CQL translated once, evaluated on evidence in memory. Knows FHIR and CQL, no HTTP, no
 * database, no drug and no disease. Imports policy and fhir.
 */
@NullMarked
package org.precept.criteria;

import org.jspecify.annotations.NullMarked;
