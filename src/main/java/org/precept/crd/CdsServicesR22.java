package org.precept.crd;

import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The endpoint of CRD 2.2. */
@RestController
@RequestMapping("/cds-services")
class CdsServicesR22 extends CdsServices {

    CdsServicesR22(HookEndpoint endpoint) {
        super(Edition.R2_2, endpoint);
    }
}
