package org.precept.pas;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.precept.determination.Authorization;
import org.precept.determination.Ledger;
import org.precept.record.Authorizations;
import org.precept.record.KeptDetermination;
import org.precept.record.KeptDeterminations;
import org.precept.record.Member;
import org.precept.record.Members;
import org.precept.record.PriorAuthorizations;
import org.precept.record.RequestContext;
import org.precept.record.RequestContexts;
import org.precept.record.Submissions;

/** The ports of the record in memory; what a failing transaction stored is taken back. */
final class Memory
        implements Members, Authorizations, PriorAuthorizations, RequestContexts, Submissions, KeptDeterminations {

    private final Map<String, Member> members = new HashMap<>();
    private List<Resource> resources = new ArrayList<>();
    private List<Authorization> authorizations = new ArrayList<>();
    private Map<String, RequestContext> contexts = new HashMap<>();
    private Map<String, String> answers = new HashMap<>();
    private Map<String, BigDecimal> unsolicited = new HashMap<>();
    private Map<String, KeptDetermination> determinations = new LinkedHashMap<>();
    private int numbers;
    private Runnable overtaking = () -> {};

    /** The files of what is stored here. */
    final MemoryFiles files = new MemoryFiles();

    void enrol(Member member) {
        members.put(member.payer() + " " + member.number(), member);
    }

    /** Has something happen to the member just before the next request gets it for itself. */
    void overtakenBy(Runnable work) {
        overtaking = work;
    }

    boolean isEmpty() {
        return resources.isEmpty() && authorizations.isEmpty() && contexts.isEmpty() && answers.isEmpty();
    }

    <T extends Resource> List<T> stored(Class<T> type) {
        return resources.stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<Authorization> approvals() {
        return authorizations;
    }

    @Override
    public Optional<Member> find(String payer, String number) {
        return Optional.ofNullable(members.get(payer + " " + number));
    }

    @Override
    public Ledger of(String payer, String memberNumber) {
        return new Ledger(authorizations);
    }

    @Override
    public <T> T exclusively(String payer, String memberNumber, Duration patience, Supplier<T> work) {
        return exclusively(payer, memberNumber, work);
    }

    @Override
    public void markUnsolicited(String number) {
        unsolicited.put(number, BigDecimal.ZERO);
    }

    @Override
    public Ledger unrequested(String payer, String memberNumber) {
        return new Ledger(authorizations.stream()
                .filter(approval -> unsolicited.containsKey(approval.number()))
                .map(approval -> new Authorization(
                        approval.number(),
                        approval.product(),
                        approval.units().subtract(unsolicited.get(approval.number())),
                        approval.serviceDate(),
                        approval.period()))
                .filter(approval -> approval.units().signum() > 0)
                .toList());
    }

    @Override
    public void markRequested(String number, @Nullable BigDecimal units) {
        unsolicited.computeIfPresent(number, (key, requested) -> requested.add(units));
    }

    @Override
    public synchronized <T> T exclusively(String payer, String memberNumber, Supplier<T> work) {
        Runnable first = overtaking;
        overtaking = () -> {};
        first.run();
        List<Resource> resourcesBefore = new ArrayList<>(resources);
        List<Authorization> authorizationsBefore = new ArrayList<>(authorizations);
        Map<String, RequestContext> contextsBefore = new HashMap<>(contexts);
        Map<String, String> answersBefore = new HashMap<>(answers);
        Map<String, BigDecimal> unsolicitedBefore = new HashMap<>(unsolicited);
        Runnable filesBefore = files.remember();
        Map<String, KeptDetermination> determinationsBefore = new LinkedHashMap<>(determinations);
        try {
            return work.get();
        } catch (RuntimeException e) {
            resources = resourcesBefore;
            authorizations = authorizationsBefore;
            contexts = contextsBefore;
            answers = answersBefore;
            unsolicited = unsolicitedBefore;
            filesBefore.run();
            determinations = determinationsBefore;
            throw e;
        }
    }

    @Override
    public void add(String payer, String memberNumber, Authorization authorization, String claimId, int item) {
        authorizations.add(authorization);
    }

    @Override
    public boolean isShared(String number) {
        return !unsolicited.containsKey(number)
                && files.all().stream()
                                .filter(file -> file.items().stream()
                                        .anyMatch(item ->
                                                number.equals(item.number()) && LedgerEntries.approved(item.status())))
                                .count()
                        > 1;
    }

    @Override
    public void withdraw(String number, @Nullable BigDecimal units) {
        if (isShared(number)) {
            return;
        }
        List<Authorization> left = new ArrayList<>();
        for (Authorization approval : authorizations) {
            if (!approval.number().equals(number)) {
                left.add(approval);
            } else if (units != null && approval.units() != null && units.compareTo(approval.units()) < 0) {
                left.add(new Authorization(
                        number,
                        approval.product(),
                        approval.units().subtract(units),
                        approval.serviceDate(),
                        approval.period()));
            }
        }
        authorizations = left;
        if (units != null) {
            unsolicited.computeIfPresent(
                    number, (key, requested) -> requested.subtract(units).max(BigDecimal.ZERO));
        }
    }

    @Override
    public String nextNumber() {
        return "PA" + ++numbers;
    }

    @Override
    public String nextTraceNumber() {
        return "TR" + ++numbers;
    }

    @Override
    public void store(List<? extends Resource> stored) {
        resources.addAll(stored);
    }

    /** The versions before are gone: no test asks for them. */
    @Override
    public void replace(List<? extends Resource> next) {
        for (Resource resource : next) {
            String name = name(resource);
            assertThat(resources.removeIf(stored -> name(stored).equals(name)))
                    .as(name)
                    .isTrue();
            resources.add(resource);
        }
    }

    @Override
    public List<Resource> read(Collection<String> references) {
        return resources.stream()
                .filter(stored -> references.contains(name(stored)))
                .map(Resource::copy)
                .toList();
    }

    @Override
    public List<Task> tasksOn(String responseId) {
        return stored(Task.class).stream()
                .filter(task ->
                        ("ClaimResponse/" + responseId).equals(task.getFocus().getReference()))
                .map(Task::copy)
                .toList();
    }

    private static String name(Resource resource) {
        return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    }

    @Override
    public List<Decided> of(String patientId) {
        List<Decided> decided = new ArrayList<>();
        for (Claim claim : stored(Claim.class)) {
            stored(ClaimResponse.class).stream()
                    .filter(response -> response.getRequest().getReference().endsWith(claim.getIdPart()))
                    .filter(response -> claim.getPatient().getReference().equals("Patient/" + patientId))
                    .forEach(response -> decided.add(new Decided(claim, response)));
        }
        return decided;
    }

    @Override
    public Optional<Bundle> bundleOf(String claimId) {
        String identifier = stored(Claim.class).stream()
                .filter(claim -> claim.getIdPart().equals(claimId))
                .findFirst()
                .orElseThrow()
                .getIdentifierFirstRep()
                .getValue();
        return stored(Bundle.class).stream()
                .filter(bundle -> ((Claim) bundle.getEntryFirstRep().getResource())
                        .getIdentifierFirstRep()
                        .getValue()
                        .equals(identifier))
                .findFirst();
    }

    @Override
    public void remember(RequestContext context) {
        contexts.put(context.id(), context);
    }

    @Override
    public Optional<RequestContext> find(String id) {
        return Optional.ofNullable(contexts.get(id));
    }

    @Override
    public Optional<String> answerTo(String digest) {
        return Optional.ofNullable(answers.get(digest));
    }

    @Override
    public void keep(String digest, String answer) {
        answers.put(digest, answer);
    }

    @Override
    public void keep(List<KeptDetermination> made) {
        made.forEach(each -> determinations.put(each.guidanceId(), each));
    }

    @Override
    public Optional<KeptDetermination> recordedBy(String guidanceId) {
        return Optional.ofNullable(determinations.get(guidanceId));
    }

    @Override
    public List<KeptDetermination> page(Search search) {
        return determinations.values().stream()
                .filter(made -> search.payers().contains(made.basis().request().payer()))
                .filter(made -> search.product().equals(made.basis().request().product()))
                .filter(made -> !made.determinedAt().isBefore(search.from()))
                .filter(made -> made.determinedAt().isBefore(search.to()))
                .dropWhile(made -> search.after() != null && !made.guidanceId().equals(search.after()))
                .skip(search.after() == null ? 0 : 1)
                .limit(search.most())
                .toList();
    }

    @Override
    public Map<String, Resource> versions(Collection<String> versions) {
        return Map.of();
    }
}
