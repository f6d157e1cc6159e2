/** The content under fhir-resources and cql, checked as it stands in the files. */
@NullMarked
package org.precept.content;

import org.jspecify.annotations.NullMarked;
