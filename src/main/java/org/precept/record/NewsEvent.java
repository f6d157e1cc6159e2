package org.precept.record;

import java.time.Instant;

/**
 * A piece of news as one subscription gets it.
 *
 * @param number of the event, counted per subscription from 1
 * @param fileId id of the request's file
 * @param fileVersion version of the file that the change made
 * @param responseId id of the request's ClaimResponse, without type
 * @param occurredAt when the answer changed
 * @param answer the PAS response Bundle as it was then, as JSON
 */
public record NewsEvent(
        long number, String fileId, int fileVersion, String responseId, Instant occurredAt, String answer) {}
