package org.precept.server.start;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Gives back the memory that only the start needed. {@code java -jar} leaves no room for JVM flags, so the collector is
 * told at run time to keep little free heap and to look for it when the server is idle; under load the heap grows again.
 */
@Component
class IdleMemory {

    private static final String FIVE_MINUTES = "300000";

    /** One full collection, a few tenths of a second, just before the server reports that it is ready. */
    @EventListener(ApplicationReadyEvent.class)
    void giveBack() {
        HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (jvm == null || !"G1 Young Generation".equals(collector())) {
            return;
        }
        jvm.setVMOption("MinHeapFreeRatio", "10");
        jvm.setVMOption("MaxHeapFreeRatio", "30");
        jvm.setVMOption("G1PeriodicGCInterval", FIVE_MINUTES);
        System.gc();
    }

    private static String collector() {
        return ManagementFactory.getGarbageCollectorMXBeans().get(0).getName();
    }
}
