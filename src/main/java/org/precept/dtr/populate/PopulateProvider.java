package org.precept.dtr.populate;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;

/** {@code POST Questionnaire/$populate} and {@code POST Questionnaire/<id>/$populate} (SDC 4.0). */
public class PopulateProvider {
    private static final int NOT_FOUND = 404;

    private final Population population;

    PopulateProvider(Population population) {
        this.population = population;
    }

    /**
     * Fills a form of this server. Every answer says that it came from here (information-origin {@code auto-server}).
     *
     * @param id of the form; null at type level
     * @param input SDC's parameters
     * @return parameters response and issues
     * @throws RejectedRequest 400 when no form or more than one is named, 404 and 422 when form or member are not found
     */
    @Operation(name = "$populate", typeName = "Questionnaire")
    public Parameters populate(
            @IdParam(optional = true) @Nullable IdType id, @ResourceParam @Nullable IBaseResource input) {
        return population.fill(PopulateRequestReader.read(
                input,
                id == null
                        ? null
                        : population
                                .byId(id.getIdPart())
                                .orElseThrow(() -> new RejectedRequest(
                                        NOT_FOUND,
                                        new Issue(
                                                IssueType.NOTFOUND,
                                                "Questionnaire",
                                                "No form of this server has this id. Adaptive forms are filled by"
                                                        + " $next-question."))),
                population::byId));
    }
}
