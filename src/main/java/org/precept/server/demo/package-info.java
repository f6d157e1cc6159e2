/**
 * An EHR to try the form app with: SMART App Launch, a FHIR API limited to one patient, and the pages of a clinic that
 * orders, documents and requests. Only in profile {@code demo}, with synthetic members; nobody signs in. It talks to
 * this server's hooks, form app and PAS endpoint as any EHR would, over HTTP, and so imports none of them.
 */
@NullMarked
package org.precept.server.demo;

import org.jspecify.annotations.NullMarked;
