/**
 * News for those who submitted: Subscriptions of PAS (R5 subscriptions backported to R4, rest-hook) and the notifications
 * that go out to them. Decisions leave news in an outbox ({@link org.precept.record.RequestEvents}); what is here takes it
 * from there. Imports pas, record and fhir.
 */
@NullMarked
package org.precept.pas.notify;

import org.jspecify.annotations.NullMarked;
