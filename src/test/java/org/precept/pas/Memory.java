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
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.precept.determination.Authorization;
import org.precept.determination.Ledger;
import org.precept.record.Authorizations;
import org.precept.record.FiledItem;
import org.precept.record.Holding;
import org.precept.record.Holding.Share;
import org.precept.record.KeptDetermination;
import org.precept.record.KeptDeterminations;
import org.precept.record.Member;
import org.precept.record.Members;
import org.precept.record.PriorAuthorizations;
import org.precept.record.RequestContext;
import org.precept.record.RequestContexts;
import org.precept.record.RequestFile;
import org.precept.record.Submissions;

/** The ports of the record in memory; what a failing transaction stored is taken back. */
final class Memory
        implements Members, Authorizations, PriorAuthorizations, RequestContexts, Submissions, KeptDeterminations {

    private final Map<String, Member> members = new HashMap<>();
    private List<Resource> resources = new ArrayList<>();
    private List<Authorization> authorizations = new ArrayList<>();
    private Map<String, RequestContext> contexts = new HashMap<>();
    private Map<String, String> answers = new HashMap<>();
    private Map<String, @Nullable BigDecimal> unsolicited = new HashMap<>();
    private final Map<String, String> claims = new HashMap<>();
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
        unsolicited.put(number, null);
    }

    @Override
    public Ledger unrequested(String payer, String memberNumber) {
        return new Ledger(authorizations.stream()
                .filter(approval -> unsolicited.containsKey(approval.number()))
                .flatMap(approval -> {
                    BigDecimal requested = unsolicited.get(approval.number());
                    if (approval.units() == null) {
                        return requested == null ? Stream.of(approval) : Stream.empty();
                    }
                    BigDecimal left = requested == null
                            ? approval.units()
                            : approval.units().subtract(requested);
                    return left.signum() > 0
                            ? Stream.of(new Authorization(
                                    approval.number(),
                                    approval.product(),
                                    left,
                                    approval.serviceDate(),
                                    approval.period()))
                            : Stream.empty();
                })
                .toList());
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
        Map<String, @Nullable BigDecimal> unsolicitedBefore = new HashMap<>(unsolicited);
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
        claims.put(authorization.number(), claimId);
    }

    @Override
    public Optional<Holding> holding(String number) {
        Map<String, Share> shares = new HashMap<>();
        for (RequestFile file : files.all()) {
            List<FiledItem> told = file.items().stream()
                    .filter(item -> number.equals(item.number()) && LedgerEntries.approved(item.status()))
                    .toList();
            if (!told.isEmpty()) {
                shares.put(file.id(), new Share(file.claimId(), sum(told)));
            }
        }
        return authorizations.stream()
                .filter(approval -> approval.number().equals(number))
                .map(approval -> new Holding(
                        approval,
                        claims.get(number),
                        unsolicited.containsKey(number),
                        unsolicited.get(number),
                        shares,
                        false))
                .findFirst();
    }

    private static @Nullable BigDecimal sum(List<FiledItem> items) {
        return items.stream().anyMatch(item -> item.units() == null)
                ? null
                : items.stream().map(FiledItem::units).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Override
    public void keep(Holding holding) {
        String number = holding.authorization().number();
        authorizations.replaceAll(approval -> approval.number().equals(number) ? holding.authorization() : approval);
        authorizations.removeIf(approval -> holding.over() && approval.number().equals(number));
        if (holding.signed()) {
            unsolicited.put(number, holding.requested());
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
