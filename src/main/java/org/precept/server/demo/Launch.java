package org.precept.server.demo;

/**
 * What the clinician had open when the app was started.
 *
 * @param chart the patient's
 * @param about local reference of the order, or of the response that is to be continued
 * @param adaptive whether they asked for one question at a time
 */
record Launch(Chart chart, String about, boolean adaptive) {}
