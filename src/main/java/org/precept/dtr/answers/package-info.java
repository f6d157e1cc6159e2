/**
 * Answers of forms as they are stored: checked against their Questionnaire, brought to the member they are about, and
 * compared with the record. Imports the DTR door, record, determination and below.
 */
@NullMarked
package org.precept.dtr.answers;

import org.jspecify.annotations.NullMarked;
