package org.precept.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.ParameterComponent;
import org.precept.record.FiledItem;
import org.precept.record.RequestFile;
import org.precept.record.RequestFiles;
import org.precept.record.ReviewedItem;
import org.precept.record.Reviewer;

/** Review Tasks as reviewers see them: with the facts of the case, and in a list with everything behind them. */
final class Cases {

    private static final String FACTS = "case";

    private final RequestFiles files;
    private final CaseFacts facts;
    private final CaseResources resources;

    Cases(RequestFiles files, CaseFacts facts, CaseResources resources) {
        this.files = files;
        this.facts = facts;
        this.resources = resources;
    }

    /** The Task with the facts of its case as contained Parameters, to which its input {@code case} refers. */
    Task seen(Task task, Reviewer reviewer) {
        Task seen = task.copy();
        Optional<RequestFile> file = file(task);
        Optional<FiledItem> item = file.flatMap(found -> found.item(ReviewedItem.of(task)));
        if (file.isPresent() && item.isPresent()) {
            Parameters parameters = facts.of(task, file.get(), item.get(), reviewer);
            resources
                    .arrived(task)
                    .forEach(document -> Facts.in(parameters)
                            .group("document")
                            .add("reference", new Reference(document.document()))
                            .code("code", document.code())
                            .time("arrived", document.arrivedAt()));
            parameters.setId(FACTS);
            seen.addContained(parameters);
            seen.addInput(new ParameterComponent(new CodeableConcept().setText(FACTS), new Reference("#" + FACTS)));
        }
        return seen;
    }

    /**
     * A page of the worklist.
     *
     * @param base address of this server's FHIR API
     */
    Bundle page(List<Task> tasks, Reviewer reviewer, String base) {
        Bundle page = new Bundle().setType(BundleType.SEARCHSET);
        List<String> included = new ArrayList<>();
        for (Task task : tasks) {
            entry(page, seen(task, reviewer), base, SearchEntryMode.MATCH);
        }
        for (Task task : tasks) {
            for (Resource resource : resources.behind(task)) {
                String name =
                        resource.fhirType() + "/" + resource.getIdElement().getIdPart();
                if (!included.contains(name)) {
                    included.add(name);
                    entry(page, resource, base, SearchEntryMode.INCLUDE);
                }
            }
        }
        return page;
    }

    private static void entry(Bundle page, Resource resource, String base, SearchEntryMode mode) {
        page.addEntry()
                .setFullUrl(base + "/" + resource.fhirType() + "/"
                        + resource.getIdElement().getIdPart())
                .setResource(resource)
                .getSearch()
                .setMode(mode);
    }

    private Optional<RequestFile> file(Task task) {
        return task.getBasedOn().stream()
                .map(claim -> new IdType(claim.getReference()).getIdPart())
                .flatMap(claim -> files.ofClaim(claim).stream())
                .findFirst();
    }
}
