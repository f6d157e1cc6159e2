/** Tests of documents for pended requests. */
@NullMarked
package org.precept.pas.documents;

import org.jspecify.annotations.NullMarked;
