package org.precept.crd;

import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The endpoint of CRD 2.0.1. */
@RestController
@RequestMapping("/2.0.1/cds-services")
class CdsServicesR201 extends CdsServices {

    CdsServicesR201(HookEndpoint endpoint) {
        super(Edition.R2_0_1, endpoint);
    }
}
