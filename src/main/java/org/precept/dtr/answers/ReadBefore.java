package org.precept.dtr.answers;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.precept.record.Member;
import org.precept.record.Members;

/**
 * The members of one request, read before its transaction begins. A record that is read again within a session that also
 * stores resources may meet entities half stored there; Hibernate takes that for an error.
 */
final class ReadBefore implements Members {
    private static final String KEY = ReadBefore.class.getName();

    private final Members members;
    private final Map<Key, Member> read = new HashMap<>();

    private record Key(String payer, String number) {}

    private ReadBefore(Members members) {
        this.members = members;
    }

    /** Those of the request; kept with it. */
    static ReadBefore of(RequestDetails request, Members members) {
        return (ReadBefore) request.getUserData().computeIfAbsent(KEY, key -> new ReadBefore(members));
    }

    /** Reads a member now, for the rest of the request. */
    void read(String payer, String number) {
        members.find(payer, number).ifPresent(member -> read.put(new Key(payer, number), member));
    }

    /** As read before; one that was not known then may be stored by this very request. */
    @Override
    public Optional<Member> find(String payer, String number) {
        Member known = read.get(new Key(payer, number));
        return known == null ? members.find(payer, number) : Optional.of(known);
    }
}
