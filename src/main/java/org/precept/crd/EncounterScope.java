package org.precept.crd;

import java.util.List;

/** An encounter: there is no order to say something about. */
final class EncounterScope implements Scope {

    @Override
    public List<Received> subjects() {
        return List.of();
    }

    @Override
    public List<DraftOrder> orders(Gathering call) {
        return List.of();
    }
}
