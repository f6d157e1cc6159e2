package org.precept.dtr;

import java.util.Set;
import org.hl7.fhir.r4.model.Resource;

/** The order types whose codes are read; appointments, encounters and supply requests order no drug. */
final class OrderTypes {
    private static final Set<String> READ = Set.of(
            "CommunicationRequest",
            "DeviceRequest",
            "MedicationRequest",
            "NutritionOrder",
            "ServiceRequest",
            "VisionPrescription");

    private OrderTypes() {}

    static boolean read(Resource resource) {
        return READ.contains(resource.fhirType());
    }
}
