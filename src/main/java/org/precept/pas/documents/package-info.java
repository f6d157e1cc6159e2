/**
 * Documents for pended requests: {@code $submit-attachment} of Da Vinci CDex, documents stored on the FHIR API that name a
 * trace number, and deciding again once they are there. Imports {@code pas}, {@code door} and {@code record}; {@code pas}
 * knows nothing of it.
 */
@NullMarked
package org.precept.pas.documents;

import org.jspecify.annotations.NullMarked;
