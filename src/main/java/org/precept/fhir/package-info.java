/** FHIR values every layer shares: canonicals, normalised codings, rejections. Imports nothing of ours. */
@NullMarked
package org.precept.fhir;

import org.jspecify.annotations.NullMarked;
