package org.precept.pas;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.precept.record.FiledItem;
import org.precept.record.ItemStatus;
import org.precept.record.RequestEvents;
import org.precept.record.RequestFile;
import org.precept.record.RequestFiles;
import org.precept.record.ReviewLog;

/** Files of requests, the news about them and what reviewers did, in memory. */
final class MemoryFiles implements RequestFiles, RequestEvents, ReviewLog {

    /** An answer that changed. */
    record News(RequestFile file, String answer) {}

    private Map<String, RequestFile> current = new LinkedHashMap<>();
    private Map<String, Set<String>> keys = new LinkedHashMap<>();
    private List<News> news = new ArrayList<>();
    private List<Entry> reviews = new ArrayList<>();

    /** The files as they stand, in the order they were opened. */
    List<RequestFile> all() {
        return List.copyOf(current.values());
    }

    List<News> news() {
        return news;
    }

    /** Takes what is here now back when it is run. */
    Runnable remember() {
        Map<String, RequestFile> currentBefore = new LinkedHashMap<>(current);
        Map<String, Set<String>> keysBefore = new LinkedHashMap<>(keys);
        List<News> newsBefore = new ArrayList<>(news);
        List<Entry> reviewsBefore = new ArrayList<>(reviews);
        return () -> {
            current = currentBefore;
            keys = keysBefore;
            news = newsBefore;
            reviews = reviewsBefore;
        };
    }

    @Override
    public void add(RequestFile file, Set<String> names) {
        current.put(file.id(), file);
        index(file, names);
    }

    @Override
    public void replace(RequestFile file, Set<String> names) {
        RequestFile before = current.get(file.id());
        if (before == null || before.version() != file.version() - 1) {
            throw new ConcurrentModificationException();
        }
        current.put(file.id(), file);
        index(file, names);
    }

    /** Puts the next version of a file here, with items that stand so. */
    RequestFile replace(RequestFile file, List<FiledItem> items) {
        RequestFile next = new RequestFile(
                file.id(),
                file.version() + 1,
                file.payer(),
                file.memberNumber(),
                file.claimId(),
                file.responseId(),
                file.edition(),
                file.submitters(),
                file.providers(),
                file.clock(),
                file.appealOf(),
                items);
        replace(next, Set.of());
        return next;
    }

    private void index(RequestFile file, Set<String> names) {
        Set<String> known = new LinkedHashSet<>(keys.getOrDefault(file.id(), Set.of()));
        known.add("claim " + file.claimId());
        names.forEach(name -> known.add("name " + name));
        for (FiledItem item : file.items()) {
            known.add("number " + item.number());
        }
        keys.put(file.id(), known);
    }

    @Override
    public Optional<RequestFile> find(String id) {
        return Optional.ofNullable(current.get(id));
    }

    @Override
    public Optional<RequestFile> ofClaim(String claimId) {
        return known("claim " + claimId).findFirst();
    }

    @Override
    public Optional<RequestFile> ofNumber(String number) {
        return known("number " + number).findFirst();
    }

    @Override
    public List<RequestFile> named(String payer, String memberNumber, String name) {
        return known("name " + name).filter(of(payer, memberNumber)).toList();
    }

    @Override
    public List<RequestFile> ofMember(String payer, String memberNumber) {
        return newestFirst().filter(of(payer, memberNumber)).toList();
    }

    @Override
    public List<RequestFile> standing(String payer, String memberNumber, String product, int limit) {
        return ofMember(payer, memberNumber).stream()
                .filter(file -> file.items().stream()
                        .anyMatch(item -> product.equals(item.product())
                                && (item.status().pended()
                                        || item.status() == ItemStatus.APPROVED
                                        || item.status() == ItemStatus.MODIFIED)))
                .limit(limit)
                .toList();
    }

    @Override
    public long countPendedDue(boolean expedited, Instant from, Instant to) {
        return all().stream()
                .filter(RequestFile::pended)
                .filter(file -> file.clock().expedited() == expedited)
                .filter(file -> !file.clock().dueAt().isBefore(from)
                        && file.clock().dueAt().isBefore(to))
                .count();
    }

    @Override
    public List<RequestFile> pendedDueBefore(Instant time, int limit) {
        return current.values().stream()
                .filter(file -> file.pended() && file.clock().dueAt().isBefore(time))
                .sorted(Comparator.comparing(file -> file.clock().dueAt()))
                .limit(limit)
                .toList();
    }

    @Override
    public void receivedBetween(Instant from, Instant to, Consumer<RequestFile> each) {
        throw new UnsupportedOperationException("reports are made of stored files");
    }

    @Override
    public void appealsBetween(Instant from, Instant to, Consumer<RequestFile> each) {
        throw new UnsupportedOperationException("reports are made of stored files");
    }

    @Override
    public void answerChanged(RequestFile file, String answer) {
        news.add(new News(file, answer));
    }

    @Override
    public void add(Entry entry) {
        reviews.add(entry);
    }

    @Override
    public List<Entry> ofFile(String fileId) {
        return reviews.stream().filter(entry -> entry.fileId().equals(fileId)).toList();
    }

    private Stream<RequestFile> known(String key) {
        return newestFirst().filter(file -> keys.get(file.id()).contains(key));
    }

    private Stream<RequestFile> newestFirst() {
        List<RequestFile> files = new ArrayList<>(current.values());
        Collections.reverse(files);
        return files.stream();
    }

    private static Predicate<RequestFile> of(String payer, String memberNumber) {
        return file -> file.payer().equals(payer) && file.memberNumber().equals(memberNumber);
    }
}
