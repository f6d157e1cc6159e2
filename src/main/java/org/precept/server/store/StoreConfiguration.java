package org.precept.server.store;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.dao.SearchBuilderFactory;
import ca.uhn.fhir.jpa.interceptor.OverridePathBasedReferentialIntegrityForDeletesInterceptor;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.rest.server.RestfulServer;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import javax.sql.DataSource;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.precept.door.RecurringWork;
import org.precept.record.Accounts;
import org.precept.record.Authorizations;
import org.precept.record.CardFeedbacks;
import org.precept.record.DetectedIssues;
import org.precept.record.FormErrors;
import org.precept.record.HookCalls;
import org.precept.record.HookLog;
import org.precept.record.KeptDeterminations;
import org.precept.record.MemberNumbers;
import org.precept.record.Members;
import org.precept.record.NewsQueue;
import org.precept.record.NewsSubscriptions;
import org.precept.record.PasMetrics;
import org.precept.record.PriorAuthorizations;
import org.precept.record.RequestEvents;
import org.precept.record.RequestFiles;
import org.precept.record.ReviewLog;
import org.precept.record.Submissions;
import org.precept.record.Worklist;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.support.TransactionTemplate;

/** The ports of {@code org.precept.record} on the server's database; their transactions are HAPI's. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    @Bean
    Database database(DataSource source) {
        return Database.of(source);
    }

    @Bean
    Authorizations authorizations(JdbcTemplate jdbc, TransactionTemplate transaction, Database database, Clock clock) {
        return new JdbcAuthorizations(jdbc, new MemberTransactions(jdbc, transaction, database), database, clock);
    }

    @Bean
    Accounts accounts(JdbcTemplate jdbc) {
        return new JdbcAccounts(jdbc);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    RecordTables recordTables(
            JdbcTemplate jdbc, PartitionSettings partitions, EntityManagerFactory factory, Database database) {
        return new RecordTables(
                jdbc, partitions, SharedEntityManagerCreator.createSharedEntityManager(factory), database);
    }

    @Bean
    StoredResources storedResources(SearchBuilderFactory<JpaPid> builders, TransactionTemplate transaction) {
        return new StoredResources(builders, transaction);
    }

    @Bean
    Members members(RecordTables tables, StoredResources resources, FhirContext fhir) {
        return new StoredMembers(new SnapshotReader(tables, resources, fhir), tables);
    }

    @Bean
    MemberNumbers memberNumbers(RecordTables tables, StoredResources resources) {
        return new StoredMemberNumbers(tables, resources);
    }

    @Bean
    DetectedIssues detectedIssues(IFhirResourceDao<DetectedIssue> dao) {
        return new StoredDetectedIssues(dao);
    }

    @Bean
    PriorAuthorizations priorAuthorizations(
            DaoRegistry daos,
            FhirContext fhir,
            RecordTables tables,
            StoredResources resources,
            JdbcTemplate jdbc,
            TransactionTemplate transaction) {
        return new StoredPriorAuthorizations(
                daos, new ReferencedFirst(fhir.newTerser()), tables, resources, jdbc, transaction);
    }

    @Bean
    Worklist worklist(JdbcTemplate jdbc, PriorAuthorizations resources) {
        return new JdbcWorklist(jdbc, resources);
    }

    @Bean
    ReviewLog reviewLog(JdbcTemplate jdbc) {
        return new JdbcReviewLog(jdbc);
    }

    @Bean
    KeptDeterminations keptDeterminations(
            JdbcTemplate jdbc, DaoRegistry daos, RecordTables tables, StoredResources resources) {
        return new JdbcKeptDeterminations(jdbc, new StoredVersions(daos, tables, resources));
    }

    @Bean
    PasMetrics pasMetrics(JdbcTemplate jdbc, TransactionTemplate transaction) {
        return new JdbcPasMetrics(jdbc, transaction);
    }

    @Bean
    Submissions submissions(JdbcTemplate jdbc, Clock clock) {
        return new JdbcSubmissions(jdbc, clock);
    }

    @Bean
    RequestFiles requestFiles(JdbcTemplate jdbc) {
        return new JdbcRequestFiles(jdbc);
    }

    @Bean
    JdbcRequestContexts requestContexts(JdbcTemplate jdbc) {
        return new JdbcRequestContexts(jdbc);
    }

    @Bean
    EventSignal eventSignal() {
        return new EventSignal();
    }

    @Bean
    RequestEvents requestEvents(JdbcTemplate jdbc, Clock clock, EventSignal signal) {
        return new JdbcRequestEvents(jdbc, clock, signal);
    }

    @Bean
    NewsSubscriptions newsSubscriptions(JdbcTemplate jdbc, TransactionTemplate transaction, EventSignal signal) {
        return new JdbcNewsSubscriptions(jdbc, transaction, signal);
    }

    @Bean
    NewsQueue newsQueue(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            NewsSubscriptions subscriptions,
            EventSignal signal,
            Clock clock) {
        return new JdbcNewsQueue(jdbc, transaction, subscriptions, new NewsHandOut(jdbc, transaction, clock), signal);
    }

    @Bean
    PendingGuidance pendingGuidance() {
        return new PendingGuidance();
    }

    @Bean
    GuidanceQueue guidanceQueue(JdbcTemplate jdbc, FhirContext fhir, Clock clock) {
        return new GuidanceQueue(jdbc, fhir, clock);
    }

    @Bean
    GuidanceWriter guidanceWriter(
            GuidanceQueue queue,
            PendingGuidance pending,
            IFhirResourceDao<GuidanceResponse> dao,
            TransactionTemplate transaction) {
        return new GuidanceWriter(queue, pending, dao, transaction);
    }

    @Bean
    HookCalls hookCalls(JdbcTemplate jdbc) {
        return new JdbcHookCalls(jdbc);
    }

    @Bean
    CardFeedbacks cardFeedbacks(JdbcTemplate jdbc) {
        return new JdbcCardFeedbacks(jdbc);
    }

    @Bean
    RecurringWork expiredCallsRemoval(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            LogRetention retention,
            FormErrorRetention errors,
            PasMetricsRetention metrics,
            Clock clock) {
        return ExpiredCallsRemoval.recurring(new ExpiredCalls(jdbc, transaction, retention, errors, metrics, clock));
    }

    @Bean
    FormErrors formErrors(JdbcTemplate jdbc, FormErrorRetention retention) {
        return new JdbcFormErrors(jdbc, retention.most());
    }

    @Bean
    HookLog hookLog(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            JdbcRequestContexts contexts,
            GuidanceQueue queue,
            PendingGuidance pending) {
        return new JdbcHookLog(jdbc, transaction, contexts, queue, pending);
    }

    @Bean
    SmartInitializingSingleton earlierTables(JdbcTemplate jdbc) {
        return () -> EarlierTables.refuse(jdbc);
    }

    @Bean
    SmartInitializingSingleton guidanceReads(RestfulServer server, PendingGuidance pending) {
        return () -> server.registerInterceptor(new GuidanceReads(pending));
    }

    /** What was found in a resource is no reason to keep it. */
    @Bean
    OverridePathBasedReferentialIntegrityForDeletesInterceptor deletions() {
        OverridePathBasedReferentialIntegrityForDeletesInterceptor deletions =
                new OverridePathBasedReferentialIntegrityForDeletesInterceptor();
        deletions.addPath("DetectedIssue.implicated");
        return deletions;
    }

    @Bean
    SmartInitializingSingleton deletionsOfEvidence(
            RestfulServer server, OverridePathBasedReferentialIntegrityForDeletesInterceptor deletions) {
        return () -> server.registerInterceptor(deletions);
    }

    @Bean
    SmartInitializingSingleton filedResourcesAreKept(RestfulServer server, JdbcTemplate jdbc) {
        return () -> server.registerInterceptor(new FiledResources(jdbc));
    }
}
