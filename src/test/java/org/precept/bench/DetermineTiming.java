package org.precept.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Quantity;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.determination.AssembledEvidence;
import org.precept.determination.AuthorizationRequest;
import org.precept.determination.Determination;
import org.precept.determination.Determiner;
import org.precept.determination.EvidenceAssembler;
import org.precept.determination.Ledger;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.CodingKey;
import org.precept.policy.CoveragePolicy;
import org.precept.support.DemoMember;
import org.precept.support.RealContent;

/**
 * Prints how long assembling evidence and deciding take, warm, on 60 resources and the CareSource policy, without a
 * server. Run from the project's directory on the test class path.
 */
public final class DetermineTiming {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 2);
    private static final int RESOURCES = 60;
    private static final int WARM_UP = 4_000;
    private static final int RUNS = 4_000;

    private DetermineTiming() {}

    /** Measures one thread, then four. */
    public static void main(String[] args) throws Exception {
        DemoMember anna = DemoMember.named("anna");
        List<EvidenceItem> request = request(RESOURCES - anna.record().size());
        CoveragePolicy policy = RealContent.policies()
                .policies()
                .find("caresource-passe", "lemtrada", TODAY)
                .orElseThrow();
        EvidenceAssembler assembler =
                new EvidenceAssembler(RealContent.policies().questionnaires());
        Determiner determiner = new Determiner(RealContent.engine());
        Runnable assemble = () -> assembler.assemble(policy, TODAY, anna.patient(), request, anna.record());
        Runnable both = () -> {
            AssembledEvidence evidence = assembler.assemble(policy, TODAY, anna.patient(), request, anna.record());
            Determination made = determiner.determine(policy, asked(), evidence.bundle(), new Ledger(List.of()));
            if (!made.decision().action().equals("A1")) {
                throw new AssertionError("expected an approval, got " + made.decision());
            }
        };
        AssembledEvidence ready = assembler.assemble(policy, TODAY, anna.patient(), request, anna.record());
        Runnable phase = () -> RealContent.engine()
                .phase(policy.library(), ready.bundle(), Determiner.parameters(asked(), new Ledger(List.of())));
        print("phase alone, 1 thread", timed(phase, WARM_UP, RUNS));
        print("assemble, 1 thread", timed(assemble, WARM_UP, RUNS));
        print("assemble and determine, 1 thread", timed(both, WARM_UP, RUNS));
        System.out.printf("CPU per determination: %.3f ms%n", cpuMillis(both, RUNS));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        long start = System.nanoTime();
        List<Future<long[]>> runs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            runs.add(threads.submit(() -> timed(both, 0, RUNS)));
        }
        for (Future<long[]> run : runs) {
            print("assemble and determine, 4 threads", run.get());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("4 threads: %.0f determinations per second%n", 4 * RUNS / seconds);
        threads.shutdown();
        threads.awaitTermination(1, TimeUnit.SECONDS);
        System.exit(0);
    }

    /** CPU of the whole process, which other load on the machine does not stretch. */
    private static double cpuMillis(Runnable work, int runs) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long start = system.getProcessCpuTime();
        for (int i = 0; i < runs; i++) {
            work.run();
        }
        return (system.getProcessCpuTime() - start) / 1e6 / runs;
    }

    private static long[] timed(Runnable work, int warmUp, int runs) {
        for (int i = 0; i < warmUp; i++) {
            work.run();
        }
        long[] nanos = new long[runs];
        for (int i = 0; i < runs; i++) {
            long start = System.nanoTime();
            work.run();
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos;
    }

    private static void print(String what, long[] sorted) {
        System.out.printf(
                "%s: p50 %.3f ms, p95 %.3f ms, p99 %.3f ms%n",
                what, at(sorted, 0.50), at(sorted, 0.95), at(sorted, 0.99));
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) (share * (sorted.length - 1))] / 1e6;
    }

    private static AuthorizationRequest asked() {
        return new AuthorizationRequest(
                "MedicationRequest/order",
                1,
                TODAY,
                TODAY,
                "caresource-passe",
                "lemtrada",
                new CodingKey(CodeSystems.HCPCS, "J0202"),
                new BigDecimal("60"),
                "22",
                false,
                null,
                List.of("Practitioner/n1"),
                List.of());
    }

    /** A neurologist, and everyday results and problems that no policy asks about. */
    private static List<EvidenceItem> request(int size) {
        List<EvidenceItem> items = new ArrayList<>();
        Practitioner neurologist = new Practitioner();
        neurologist.setId("n1");
        neurologist.addQualification().setCode(new CodeableConcept(new Coding(CodeSystems.NUCC, "2084N0400X", null)));
        items.add(new EvidenceItem("Practitioner/n1", neurologist, Origin.REQUEST));
        for (int i = 1; i < size; i++) {
            if (i % 3 == 0) {
                Condition condition = new Condition()
                        .setCode(new CodeableConcept(new Coding(CodeSystems.ICD10CM, "E78.5", "Hyperlipidemia")));
                condition.setId("c" + i);
                items.add(new EvidenceItem("Condition/c" + i, condition, Origin.REQUEST));
            } else {
                Observation observation = new Observation()
                        .setStatus(Observation.ObservationStatus.FINAL)
                        .setCode(new CodeableConcept(new Coding(CodeSystems.LOINC, "8867-4", "Heart rate")))
                        .setEffective(new DateTimeType("2026-10-" + (10 + i % 20)))
                        .setValue(new Quantity(70 + i % 9));
                observation.setId("o" + i);
                items.add(new EvidenceItem("Observation/o" + i, observation, Origin.REQUEST));
            }
        }
        return items;
    }
}
