package org.precept.criteria;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionContainsComponent;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.runtime.Code;
import org.opencds.cqf.cql.engine.terminology.CodeSystemInfo;
import org.opencds.cqf.cql.engine.terminology.TerminologyProvider;
import org.opencds.cqf.cql.engine.terminology.ValueSetInfo;
import org.precept.fhir.CodingKey;

/** Value sets of the content in memory, as their expansions list them; codings compared in their normal form. */
final class ExpandedValueSets implements TerminologyProvider {
    private final Map<String, Map<CodingKey, Code>> byUrl = new HashMap<>();
    private final Map<CodingKey, String> displays = new HashMap<>();

    ExpandedValueSets(Collection<ValueSet> valueSets) {
        for (ValueSet valueSet : valueSets) {
            Map<CodingKey, Code> codes = new HashMap<>();
            valueSet.getExpansion().getContains().forEach(member -> add(codes, member));
            byUrl.put(valueSet.getUrl(), codes);
        }
    }

    private void add(Map<CodingKey, Code> codes, ValueSetExpansionContainsComponent member) {
        if (member.hasSystem() && member.hasCode()) {
            codes.put(
                    CodingKey.of(member.getSystem(), member.getCode()),
                    new Code()
                            .withSystem(member.getSystem())
                            .withCode(member.getCode())
                            .withDisplay(member.getDisplay()));
        }
        if (member.hasSystem() && member.hasCode() && member.hasDisplay()) {
            displays.putIfAbsent(CodingKey.of(member.getSystem(), member.getCode()), member.getDisplay());
        }
        member.getContains().forEach(child -> add(codes, child));
    }

    Set<String> urls() {
        return byUrl.keySet();
    }

    /** The members of a value set; naming one that the content lacks is an error of the content. */
    Map<CodingKey, Code> members(String url) {
        Map<CodingKey, Code> codes = byUrl.get(url);
        if (codes == null) {
            throw new CriteriaException("there is no value set " + url);
        }
        return codes;
    }

    /** How a value set calls a code; null when none lists it with a display. */
    @Nullable
    String display(CodingKey key) {
        return displays.get(key);
    }

    @Override
    public boolean in(Code code, ValueSetInfo valueSet) {
        @Nullable String system = code.getSystem();
        @Nullable String value = code.getCode();
        Map<CodingKey, Code> members = members(String.valueOf(valueSet.getId()));
        return system != null && value != null && members.containsKey(CodingKey.of(system, value));
    }

    @Override
    public Iterable<Code> expand(ValueSetInfo valueSet) {
        return members(String.valueOf(valueSet.getId())).values();
    }

    @Override
    public Code lookup(Code code, CodeSystemInfo codeSystem) {
        return code;
    }
}
