package org.precept.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Quantity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.precept.fhir.CodeSystems;
import org.precept.policy.ProductIdentity.Contradictory;
import org.precept.policy.ProductIdentity.Identified;
import org.precept.policy.ProductIdentity.Unrecognised;
import org.precept.policy.ProductIdentity.Unspecific;
import org.precept.support.RealContent;

class ProductCatalogTest {
    private static final ProductCatalog PRODUCTS = RealContent.policies().products();
    private static final Coding J0202 = new Coding(CodeSystems.HCPCS, "J0202", null);
    private static final Coding J3490 = new Coding(CodeSystems.HCPCS, "J3490", null);
    private static final Coding J9010 = new Coding(CodeSystems.HCPCS, "J9010", null);
    private static final Coding ALEMTUZUMAB = new Coding(CodeSystems.RXNORM, "117055", null);
    private static final Coding OFATUMUMAB = new Coding(CodeSystems.RXNORM, "712566", null);

    @Test
    void aCodeOfOneProductIdentifiesIt() {
        assertThat(PRODUCTS.identify(List.of(J0202))).isEqualTo(new Identified("lemtrada"));
        assertThat(PRODUCTS.identify(List.of(new Coding(CodeSystems.HCPCS, "J9302", null))))
                .isEqualTo(new Identified("arzerra"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets",
                "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets",
                "https://bluebutton.cms.gov/resources/codesystem/hcpcs",
                "urn:oid:2.16.840.1.113883.6.285"
            })
    void hcpcsIsTheSameUnderEveryUri(String system) {
        assertThat(PRODUCTS.identify(List.of(new Coding(system, "j0202", null))))
                .isEqualTo(new Identified("lemtrada"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0078-1007-68", "00078-1007-68", "00078100768"})
    void anNdcIsTheSameWithTenOrElevenDigits(String ndc) {
        assertThat(PRODUCTS.identify(List.of(new Coding(CodeSystems.NDC, ndc, null))))
                .isEqualTo(new Identified("kesimpta"));
    }

    @Test
    void aSharedCodeAloneIsUnspecific() {
        assertThat(PRODUCTS.identify(List.of(J3490))).isEqualTo(new Unspecific(Set.of("kesimpta")));
        assertThat(PRODUCTS.identify(List.of(ALEMTUZUMAB))).isEqualTo(new Unspecific(Set.of("lemtrada", "campath")));
        assertThat(PRODUCTS.identify(List.of(OFATUMUMAB, J3490))).isEqualTo(new Unspecific(Set.of("kesimpta")));
    }

    @Test
    void aSharedCodeThatAgreesWithAnExactOneIdentifies() {
        assertThat(PRODUCTS.identify(List.of(ALEMTUZUMAB, J0202))).isEqualTo(new Identified("lemtrada"));
        assertThat(PRODUCTS.identify(List.of(J3490, new Coding(CodeSystems.NDC, "00078100768", null))))
                .isEqualTo(new Identified("kesimpta"));
    }

    @Test
    void codesOfDifferentProductsContradict() {
        assertThat(PRODUCTS.identify(List.of(J0202, J9010)))
                .isEqualTo(new Contradictory(Set.of("lemtrada", "campath")));
        assertThat(PRODUCTS.identify(List.of(J0202, OFATUMUMAB))).isInstanceOf(Contradictory.class);
        assertThat(PRODUCTS.identify(List.of(ALEMTUZUMAB, OFATUMUMAB))).isInstanceOf(Contradictory.class);
    }

    @Test
    void unknownCodesSayNothing() {
        Coding local = new Coding("urn:local", "infusion", null);

        assertThat(PRODUCTS.identify(List.of())).isEqualTo(new Unrecognised());
        assertThat(PRODUCTS.identify(List.of(local, new Coding().setCode("J0202"))))
                .isEqualTo(new Unrecognised());
        assertThat(PRODUCTS.identify(List.of(local, J0202))).isEqualTo(new Identified("lemtrada"));
    }

    @ParameterizedTest
    @CsvSource({"60,,60", "60,UN,60", "60,mg,60", "5,{vial},60", "5,vials,60", "1.5,vial,18.0", "36,ME,36"})
    void countsBillingUnitsOfLemtrada(BigDecimal value, String code, BigDecimal units) {
        assertThat(PRODUCTS.units("lemtrada", new Quantity().setValue(value).setCode(code)))
                .hasValueSatisfying(found -> assertThat(found).isEqualByComparingTo(units));
    }

    @ParameterizedTest
    @CsvSource({"6,mL", "0,UN", "-12,mg"})
    void saysNothingOfAQuantityItCannotCount(BigDecimal value, String code) {
        assertThat(PRODUCTS.units("lemtrada", new Quantity().setValue(value).setCode(code)))
                .isEmpty();
    }

    @Test
    void milligramsOfAProductNotBilledByWeightAreNotUnits() {
        assertThat(PRODUCTS.units("kesimpta", new Quantity().setValue(20).setCode("mg")))
                .isEmpty();
        assertThat(PRODUCTS.units("kesimpta", new Quantity().setValue(1).setCode("UN")))
                .contains(BigDecimal.ONE);
        assertThat(PRODUCTS.units("lemtrada", new Quantity())).isEmpty();
    }
}
