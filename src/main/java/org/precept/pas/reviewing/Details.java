package org.precept.pas.reviewing;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.precept.record.Review;

/** What a reviewer said, by the names of {@code $decide}. */
final class Details {

    private final Map<String, String> details = new TreeMap<>();

    private Details() {}

    static Map<String, String> of(Review review) {
        Details said = new Details();
        if (review instanceof Review.Approve approve) {
            said.put("text", approve.text());
        } else if (review instanceof Review.ApproveModified modified) {
            said.put("units", modified.units());
            said.put(
                    "period",
                    modified.period() == null
                            ? null
                            : modified.period().start() + "/"
                                    + modified.period().end());
            said.put("text", modified.text());
        } else if (review instanceof Review.Deny denial) {
            said.put("reason", denial.reason());
            said.put("section", denial.section());
            said.put("text", denial.text());
            said.put("appeal", denial.appeal());
        } else if (review instanceof Review.AskMore more) {
            said.put("document", String.join(" ", more.documents()));
            said.put("text", more.text());
        } else if (review instanceof Review.Escalate escalation) {
            said.put("queue", escalation.queue().code());
            said.put("text", escalation.text());
        } else if (review instanceof Review.Reassign reassignment) {
            said.put("reviewer", reassignment.reviewer());
        } else if (review instanceof Review.Extend extension) {
            said.put("text", extension.reason());
        }
        return said.details;
    }

    private void put(String name, @Nullable Object value) {
        if (value != null) {
            details.put(name, value.toString());
        }
    }
}
