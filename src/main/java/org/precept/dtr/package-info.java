/**
 * The documentation door (Da Vinci DTR 2.2): packages of a form, its draft answers and its logic; stored answers checked
 * against their form. Imports record, determination and below; no other door.
 */
@NullMarked
package org.precept.dtr;

import org.jspecify.annotations.NullMarked;
