package org.precept.cases;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.runtime.Code;
import org.opencds.cqf.cql.engine.runtime.Tuple;

/** A prefilled value as cases write it: codes by their code, members of a group joined by blanks. */
final class PrefillText {

    private PrefillText() {}

    static String of(@Nullable Object value) {
        if (value instanceof Code code) {
            return String.valueOf(code.getCode());
        }
        if (value instanceof Tuple tuple) {
            return List.of("agent", "start", "end", "outcome").stream()
                    .map(tuple::getElement)
                    .filter(Objects::nonNull)
                    .map(PrefillText::of)
                    .collect(Collectors.joining(" "));
        }
        if (value instanceof Iterable<?> list) {
            StringBuilder text = new StringBuilder();
            list.forEach(member -> text.append(text.isEmpty() ? "" : "; ").append(of(member)));
            return text.toString();
        }
        return String.valueOf(value);
    }
}
