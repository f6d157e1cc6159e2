/** The database: HAPI's tables through Hibernate, our own tables through JDBC, one transaction over both. */
@NullMarked
package org.precept.server.storage;

import org.jspecify.annotations.NullMarked;
