package org.precept.crd;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.precept.crd.Assessment.Approved;
import org.precept.crd.Assessment.DetailCodeNeeded;
import org.precept.crd.Assessment.Determined;
import org.precept.crd.Assessment.OnFile;
import org.precept.crd.Assessment.Trouble;
import org.precept.crd.card.Card;
import org.precept.crd.card.Card.Indicator;
import org.precept.policy.CoveragePolicy;
import org.precept.policy.Instruction;

/** Cards with what a policy wants providers told (CRD 2.2.1, "Instructions"): each once, with all orders it is about. */
final class InstructionCards {
    private static final String TOPIC = "claim";

    private InstructionCards() {}

    static List<Card> of(List<Assessment> assessments, String payer) {
        Map<CoveragePolicy, List<String>> orders = new LinkedHashMap<>();
        for (Assessment assessment : assessments) {
            policies(assessment)
                    .forEach(policy -> orders.computeIfAbsent(policy, any -> new ArrayList<>())
                            .add(assessment.order().reference()));
        }
        List<Card> cards = new ArrayList<>();
        orders.forEach((policy, references) -> {
            for (Instruction instruction : policy.instructions()) {
                cards.add(new Card(
                        instruction.summary(),
                        instruction.detail() + "\n\nFor " + String.join(", ", references) + ". Source: "
                                + policy.sourceTitle() + ".",
                        Indicator.INFO,
                        TOPIC,
                        payer,
                        references,
                        List.of()));
            }
        });
        return cards;
    }

    private static List<CoveragePolicy> policies(Assessment assessment) {
        if (assessment instanceof Determined determined) {
            return List.of(determined.determination().policy());
        }
        if (assessment instanceof Approved approved) {
            return policies(approved.determined());
        }
        if (assessment instanceof OnFile onFile) {
            return List.of(onFile.policy());
        }
        if (assessment instanceof Trouble trouble && trouble.policy() != null) {
            return List.of(trouble.policy());
        }
        return assessment instanceof DetailCodeNeeded needed ? needed.policies() : List.of();
    }
}
