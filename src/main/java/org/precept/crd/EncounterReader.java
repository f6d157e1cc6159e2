package org.precept.crd;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Set;
import org.precept.crd.text.ResourceScanner;

/** Reads the context of the encounter hooks, which has nothing of its own but requires the encounter. */
final class EncounterReader implements ContextReader {

    @Override
    public Set<String> required() {
        return Set.of("userId", "encounterId");
    }

    @Override
    public boolean read(String name, JsonToken value, ResourceScanner scanner) {
        return false;
    }

    @Override
    public HookContext context() {
        return new HookContext.Encounter();
    }
}
