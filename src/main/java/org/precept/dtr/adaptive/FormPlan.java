package org.precept.dtr.adaptive;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.precept.dtr.ClosedPackage;
import org.precept.policy.Form;

/**
 * What is known of a static form before anybody answers it: its topics and the order in which they are put.
 *
 * @param form the static form
 * @param closed the form as packages carry it
 * @param topics in the order in which they are asked
 */
record FormPlan(Form form, ClosedPackage closed, List<Topic> topics) {

    /**
     * What settles most comes first: questions closed before open-ended; then by the share of their offered answers that
     * settle the determination; then those that ask less; then in the form's order (a sort keeps it).
     */
    static final Comparator<Topic> ORDER = Comparator.comparing(Topic::openEnded)
            .thenComparing(Comparator.comparingDouble(Topic::share).reversed())
            .thenComparingInt(Topic::questions);

    FormPlan {
        topics = List.copyOf(topics);
    }

    Optional<Topic> topic(String linkId) {
        return topics.stream().filter(topic -> topic.linkId().equals(linkId)).findFirst();
    }

    /** Topics that were not put yet. */
    List<Topic> without(Set<String> asked) {
        return topics.stream().filter(topic -> !asked.contains(topic.linkId())).toList();
    }
}
