/** Content: read and translated while the server starts, stored once per version, then handed to the catalogs. */
@NullMarked
package org.precept.server.content;

import org.jspecify.annotations.NullMarked;
