package org.precept.crd;

import java.util.List;
import org.precept.crd.text.ResourceText;

/** What a hook is about: its context without user, patient and encounter, which all hooks have. */
sealed interface HookContext {

    /**
     * Orders to be signed ({@code order-sign}).
     *
     * @param drafts resources of {@code draftOrders}, at least one
     */
    record Orders(List<ResourceText> drafts) implements HookContext {
        public Orders {
            drafts = List.copyOf(drafts);
        }
    }

    /**
     * Orders that were just chosen ({@code order-select}).
     *
     * @param drafts resources of {@code draftOrders}, at least one
     * @param selections those of them that the answer is about, {@code Type/id}, at least one
     */
    record Selection(List<ResourceText> drafts, List<String> selections) implements HookContext {
        public Selection {
            drafts = List.copyOf(drafts);
            selections = List.copyOf(selections);
        }
    }

    /**
     * Signed orders that go to a performer ({@code order-dispatch}). The orders themselves come with the prefetch or from
     * the client's server.
     *
     * @param orders {@code Type/id}, at least one
     * @param performer {@code Type/id}
     * @param tasks Tasks that ask for their fulfilment; may be empty
     */
    record Dispatch(List<String> orders, String performer, List<ResourceText> tasks) implements HookContext {
        public Dispatch {
            orders = List.copyOf(orders);
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * Appointments to be made ({@code appointment-book}).
     *
     * @param appointments resources of {@code appointments}, at least one
     */
    record Appointments(List<ResourceText> appointments) implements HookContext {
        public Appointments {
            appointments = List.copyOf(appointments);
        }
    }

    /** An encounter that begins or ends ({@code encounter-start}, {@code encounter-discharge}). */
    record Encounter() implements HookContext {}
}
