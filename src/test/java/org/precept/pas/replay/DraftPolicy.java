package org.precept.pas.replay;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.Quantity;
import org.precept.support.Client;
import org.precept.support.PasBundle;

/** A draft made from the policy in force, as its author would: read, changed, sent. */
final class DraftPolicy {

    private static final String LIMIT = "https://precept.example/fhir/StructureDefinition/quantity-limit";
    private static final String NEXT = "9.0.0";

    final PlanDefinition plan;
    private final Client client;
    private Library library;
    private String cql;

    DraftPolicy(Client client, String policy) {
        this.client = client;
        plan = Administration.parse(
                PlanDefinition.class,
                client.get("/fhir/PlanDefinition/" + policy).body());
        plan.setVersion(NEXT);
    }

    /** Changes the units of the limit of a phase. */
    DraftPolicy limit(String phase, int units) {
        plan.getAction().stream().filter(action -> action.getId().equals(phase)).forEach(action -> {
            Extension limit = action.getExtensionByUrl(LIMIT).getExtensionByUrl("units");
            ((Quantity) limit.getValue()).setValue(units);
        });
        return this;
    }

    /** Changes the CQL of the policy's library, as a next version of it. */
    DraftPolicy cql(UnaryOperator<String> change) {
        if (library == null) {
            String canonical = plan.getLibrary().get(0).getValue();
            String name = canonical.substring(canonical.lastIndexOf('/') + 1, canonical.indexOf('|'));
            library = Administration.parse(
                    Library.class, client.get("/fhir/Library/" + name).body());
            cql = new String(library.getContentFirstRep().getData(), StandardCharsets.UTF_8);
            cql = cql.replaceFirst("version '[^']+'", "version '" + NEXT + "'");
            library.setVersion(NEXT);
            plan.getLibrary().set(0, new CanonicalType(library.getUrl() + "|" + NEXT));
        }
        String changed = change.apply(cql);
        if (changed.equals(cql)) {
            throw new AssertionError("the change changes nothing");
        }
        cql = changed;
        library.getContentFirstRep().setData(cql.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Gives a define another expression. */
    DraftPolicy define(String name, String expression) {
        return cql(text -> text.replaceFirst(
                "(?s)define \"" + name + "\":\\s.*?(?=\ndefine |\n//|\n/\\*)",
                "define \"" + name + "\":\n  " + expression + "\n"));
    }

    Bundle bundle() {
        Bundle bundle = new Bundle().setType(BundleType.COLLECTION);
        bundle.addEntry().setResource(plan);
        if (library != null) {
            bundle.addEntry().setResource(library);
        }
        return bundle;
    }

    String json() {
        return PasBundle.json(bundle());
    }
}
