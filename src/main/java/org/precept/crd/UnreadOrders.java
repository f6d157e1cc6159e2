package org.precept.crd;

import java.util.List;
import org.precept.crd.card.Card;
import org.precept.crd.card.Card.Indicator;

/** Says that orders could not be read, so that their silence is not taken for an answer. */
final class UnreadOrders {
    private static final String TOPIC = "claim";

    private UnreadOrders() {}

    /** One card about all of them, none when all were read. */
    static List<Card> card(List<String> references, String payer) {
        if (references.isEmpty()) {
            return List.of();
        }
        return List.of(new Card(
                references.size() == 1
                        ? "An order could not be read; its coverage is not known."
                        : references.size() + " orders could not be read; their coverage is not known.",
                "Neither the call nor your EHR gave " + String.join(", ", references)
                        + ", so nothing can be said about coverage or prior authorization of it. Ask " + payer
                        + ", or dispatch again when the EHR answers.",
                Indicator.WARNING,
                TOPIC,
                payer,
                references,
                List.of()));
    }
}
