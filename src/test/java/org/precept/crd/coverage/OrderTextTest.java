package org.precept.crd.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OrderTextTest {
    private static final String ADDED = "{\"url\":\"" + CoverageInformation.URL + "\",\"extension\":[]}";
    private static final String OLD =
            "{ \"extension\":[{\"url\":\"covered\"}], \"url\" : \"" + CoverageInformation.URL + "\" }";

    @Test
    void everyOtherCharacterStays() {
        String order = """
                {"resourceType" : "MedicationRequest", "id":"1",
                  "contained":[{"resourceType":"Medication","id":"m","extension":[{"url":"x","valueDecimal":1.50}]}],
                  "medicationReference":{"reference":"#m","display":"caf\\u00e9 \\/ ü 😀"},
                  "dispenseRequest":{"quantity":{"value":60.00,"unit":"mg"},"x-unknown":[1e2, 0.000, -0]}
                } """.strip();

        String answer = OrderText.of(order).with(List.of(ADDED), old -> true);

        assertThat(answer).isEqualTo(order.substring(0, order.length() - 1) + ",\"extension\":[" + ADDED + "]}");
    }

    @Test
    void otherExtensionsStayAsTheyAre() {
        String order = "{\"resourceType\":\"X\", \"extension\" : [ {\"url\": \"a\", \"valueDecimal\":1.0} , " + OLD
                + " ], \"id\":\"1\"}";

        String appended = OrderText.of(order).with(List.of(ADDED), old -> false);
        String replaced = OrderText.of(order).with(List.of(ADDED), old -> true);

        assertThat(appended)
                .isEqualTo("{\"resourceType\":\"X\", \"extension\" : [{\"url\": \"a\", \"valueDecimal\":1.0}," + OLD
                        + "," + ADDED + "], \"id\":\"1\"}");
        assertThat(replaced)
                .isEqualTo("{\"resourceType\":\"X\", \"extension\" : [{\"url\": \"a\", \"valueDecimal\":1.0}," + ADDED
                        + "], \"id\":\"1\"}");
    }

    @Test
    void emptyExtensionArrayTakesIt() {
        assertThat(OrderText.of("{\"id\":\"1\",\"extension\":[]}").with(List.of(ADDED), old -> true))
                .isEqualTo("{\"id\":\"1\",\"extension\":[" + ADDED + "]}");
    }

    @Test
    void findsOnlyCoverageInformation() {
        String order = "{\"extension\":[{\"url\":\"a\"}," + OLD + "],\"code\":{\"extension\":[" + OLD + "]}}";

        assertThat(OrderText.of(order).coverageInformation()).hasSize(1);
    }
}
