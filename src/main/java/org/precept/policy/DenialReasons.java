package org.precept.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionContainsComponent;
import org.precept.fhir.CodeSystems;

/** X12 886 reasons with which a reviewer may deny: ValueSet denial-reason. */
public final class DenialReasons {

    private static final String VALUE_SET = "https://precept.example/fhir/ValueSet/denial-reason";

    private final Map<String, Coding> byCode;

    private DenialReasons(Map<String, Coding> byCode) {
        this.byCode = byCode;
    }

    /** Finds them in the content; content without the value set has no reason to deny. */
    public static DenialReasons in(List<? extends Resource> content) {
        Map<String, Coding> byCode = new LinkedHashMap<>();
        for (Resource resource : content) {
            if (resource instanceof ValueSet set && VALUE_SET.equals(set.getUrl())) {
                set.getExpansion().getContains().stream()
                        .filter(reason -> CodeSystems.X12_REASON.equals(reason.getSystem()))
                        .forEach(reason -> byCode.put(reason.getCode(), coding(reason)));
            }
        }
        return new DenialReasons(byCode);
    }

    /** The reason with the code; empty when nobody may deny with it. */
    public Optional<Coding> find(String code) {
        return Optional.ofNullable(byCode.get(code)).map(Coding::copy);
    }

    /** All of them, in the order of the value set. */
    public List<Coding> all() {
        return byCode.values().stream().map(Coding::copy).toList();
    }

    private static Coding coding(ValueSetExpansionContainsComponent reason) {
        return new Coding(reason.getSystem(), reason.getCode(), reason.getDisplay());
    }
}
