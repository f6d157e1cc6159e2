package org.precept.crd.ehr;

/**
 * A search whose first page came with the call.
 *
 * @param type resource type on its pages
 * @param next address of the second page
 */
public record FurtherPages(String type, String next) {}
