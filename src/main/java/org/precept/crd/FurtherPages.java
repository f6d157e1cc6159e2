package org.precept.crd;

/**
 * A search whose first page came with the call.
 *
 * @param type resource type on its pages
 * @param next address of the second page
 */
record FurtherPages(String type, String next) {}
