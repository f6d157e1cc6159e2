/**
 * Queries to the client's FHIR server: which servers, how much and how long. Imports {@code crd.text}, {@code crd.metrics} and {@code fhir}.
 */
@NullMarked
package org.precept.crd.ehr;

import org.jspecify.annotations.NullMarked;
