package org.precept.pas.notify;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Subscription;
import org.precept.pas.PasEdition;

/**
 * Reads topic and filter: {@code org-identifier=<identifier>} (spec-58), or {@code orgIdentifier} as the topic's own
 * definition says; PAS 2.0.1 leaves the name open, and its test kit says {@code identifier}. Several identifiers are
 * separated by commas.
 */
final class FilterReader {
    private static final Pattern FILTER =
            Pattern.compile("(?:[A-Za-z]+\\?)?(?<name>org-identifier|orgIdentifier|identifier)=(?<values>\\S+)");
    private static final int MOST = 50;
    private static final int LONGEST = 255;

    private final Owners owners;

    FilterReader(Owners owners) {
        this.owners = owners;
    }

    /** The sending systems whose requests are meant; something is added to the faults when that is not clear. */
    Set<String> read(Subscription asked, Owner owner, PasEdition edition, Faults faults) {
        if (!Backport.TOPIC.equals(asked.getCriteria())) {
            faults.add("criteria", "This server has one topic: " + Backport.TOPIC + ".");
        }
        List<String> filters = new ArrayList<>();
        for (Extension filter : asked.getCriteriaElement().getExtensionsByUrl(Backport.FILTER)) {
            filters.add(filter.hasValue() ? String.valueOf(filter.getValue().primitiveValue()) : "");
        }
        Matcher filter = FILTER.matcher(filters.size() == 1 ? filters.get(0) : "");
        if (!filter.matches()
                || (edition == PasEdition.R2_2 && filter.group("name").equals("identifier"))) {
            faults.add(
                    "criteria.extension('" + Backport.FILTER + "')",
                    "Give one filter org-identifier=<identifier of the sending system>.");
            return Set.of();
        }
        Set<String> identifiers = identifiers(filter.group("values"));
        if (identifiers.isEmpty()
                || identifiers.size() > MOST
                || identifiers.stream().anyMatch(each -> each.length() > LONGEST)) {
            faults.add(
                    "criteria.extension('" + Backport.FILTER + "')",
                    "Name at most " + MOST + " identifiers of at most " + LONGEST + " characters.");
        } else if (!identifiers.stream().allMatch(identifier -> owners.maySubscribe(owner, identifier))) {
            faults.add(
                    "criteria.extension('" + Backport.FILTER + "')",
                    "Only a sending system itself may subscribe to news about its requests, with its token"
                            + " and the identifiers that are configured for it.");
        }
        return identifiers;
    }

    private static Set<String> identifiers(String values) {
        Set<String> identifiers = new LinkedHashSet<>();
        for (String value : values.split(",", -1)) {
            String identifier = value.replace("%7C", "|").replace("%7c", "|").strip();
            if (!identifier.isEmpty()) {
                identifiers.add(identifier);
            }
        }
        return identifiers;
    }
}
