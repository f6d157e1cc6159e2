package org.precept.support;

import java.util.UUID;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.Claim.SupportingInformationComponent;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;

/**
 * Builds the update of a request as the system sends it that sent the request: a new Claim that names the one before, which
 * comes along (profile-claim-update of PAS 2.2.1). Not reusable after {@link #build()}.
 */
public final class UpdateBundle {

    private static final String PAS = "http://hl7.org/fhir/us/davinci-pas/StructureDefinition/";
    private static final String CERTIFICATION_TYPE = PAS + "extension-certificationType";
    private static final String CANCELLED = PAS + "modifierextension-infoCancelled";

    private final Bundle bundle;
    private final Claim claim;

    private UpdateBundle(Bundle earlier) {
        bundle = earlier.copy();
        bundle.setIdentifier(new Identifier()
                .setSystem("https://provider.example/submission")
                .setValue(UUID.randomUUID().toString()));
        bundle.getEntry().removeIf(entry -> entry.getResource() instanceof Claim);
        Bundle.BundleEntryComponent prior = earlier.getEntryFirstRep().copy();
        claim = ((Claim) prior.getResource()).copy();
        claim.setId(UUID.randomUUID().toString());
        claim.getMeta().getProfile().clear();
        claim.getMeta().getProfile().add(new CanonicalType(PAS + "profile-claim-update"));
        claim.getIdentifierFirstRep().setValue(UUID.randomUUID().toString());
        claim.setRelated(null);
        claim.addRelated()
                .setClaim(new Reference(prior.getFullUrl()))
                .setRelationship(new CodeableConcept(new Coding()
                        .setSystem("http://terminology.hl7.org/CodeSystem/ex-relatedclaimrelationship")
                        .setCode("prior")));
        bundle.getEntry()
                .add(
                        0,
                        new Bundle.BundleEntryComponent()
                                .setFullUrl("urn:uuid:" + claim.getIdElement().getIdPart())
                                .setResource(claim));
        bundle.addEntry(prior);
        claim.getItem()
                .forEach(item -> item.getExtension()
                        .removeIf(extension -> extension.getUrl().endsWith("infoChanged")));
    }

    /** An update of the request, which may be an update itself, that changes nothing yet. */
    public static UpdateBundle of(Bundle earlier) {
        return new UpdateBundle(earlier);
    }

    /** The item with the sequence is wanted otherwise. */
    public UpdateBundle change(int sequence, Consumer<ItemComponent> change) {
        ItemComponent item = item(sequence);
        change.accept(item);
        mark(item, "changed");
        return this;
    }

    /** The item with the sequence is wanted in another quantity. */
    public UpdateBundle units(int sequence, int units) {
        return change(sequence, item -> item.getQuantity().setValue(units));
    }

    /** One more item, like the first but for its service date and units. */
    public UpdateBundle add(String serviced, int units) {
        ItemComponent item = claim.getItemFirstRep().copy();
        item.setSequence(claim.getItem().size() + 1);
        item.getModifierExtension().clear();
        certification(item, "I");
        item.getQuantity().setValue(units);
        item.setServiced(new DateType(serviced));
        claim.addItem(item);
        mark(item, "added");
        return this;
    }

    /** The item with the sequence is no longer wanted. */
    public UpdateBundle cancel(int sequence) {
        ItemComponent item = item(sequence);
        certification(item, "3");
        item.getModifierExtension().clear();
        item.addModifierExtension(new Extension(CANCELLED, new BooleanType(true)));
        mark(item, "changed");
        return this;
    }

    /** Nothing of the request is wanted any more; its items are left out. */
    public UpdateBundle cancelAll() {
        claim.addExtension(CERTIFICATION_TYPE, certification("3"));
        claim.setItem(null);
        return this;
    }

    /** Supporting information that is no longer to be used. */
    public UpdateBundle cancelInformation(int sequence) {
        claim.getSupportingInfo().stream()
                .filter(information -> information.getSequence() == sequence)
                .forEach(information ->
                        information.addModifierExtension(new Extension(CANCELLED, new BooleanType(true))));
        return this;
    }

    /** More supporting information; a subject must be named as the request does. */
    public UpdateBundle attach(Resource resource) {
        resource.setId(UUID.randomUUID().toString());
        String url = "urn:uuid:" + resource.getIdElement().getIdPart();
        SupportingInformationComponent information = claim.addSupportingInfo();
        information.setSequence(claim.getSupportingInfo().size());
        information
                .addExtension()
                .setUrl(PAS + "extension-documentInformation")
                .addExtension(
                        "reportTypeCode",
                        new CodeableConcept(new Coding()
                                .setSystem("https://codesystem.x12.org/005010/755")
                                .setCode("PY")));
        information.setCategory(new CodeableConcept(new Coding()
                .setSystem("http://hl7.org/fhir/us/davinci-pas/CodeSystem/PASTempCodes")
                .setCode("additionalInformation")));
        information.setValue(new Reference(url));
        information.addExtension(PAS + "extension-infoChanged", new CodeType("added"));
        bundle.addEntry().setFullUrl(url).setResource(resource);
        return this;
    }

    /** Names the request by a number of it, on the Claim, which says that it is revised, and no longer by its Claim. */
    public UpdateBundle byNumber(String number) {
        claim.setRelated(null);
        bundle.getEntry().remove(bundle.getEntry().size() - 1);
        claim.addExtension(PAS + "extension-authorizationNumber", new StringType(number));
        if (!claim.hasExtension(CERTIFICATION_TYPE)) {
            claim.addExtension(CERTIFICATION_TYPE, certification("S"));
        }
        return this;
    }

    /** How the request names its patient. */
    public Reference patient() {
        return claim.getPatient().copy();
    }

    /** The Claim, for a test to change before {@link #build()}. */
    public Claim claimToChange() {
        return claim;
    }

    /** The Bundle. */
    public Bundle build() {
        return bundle;
    }

    /** The Bundle as JSON. */
    public String json() {
        return PasBundle.json(bundle);
    }

    private ItemComponent item(int sequence) {
        return claim.getItem().stream()
                .filter(item -> item.getSequence() == sequence)
                .findFirst()
                .orElseThrow();
    }

    private static void certification(ItemComponent item, String code) {
        item.getExtensionByUrl(CERTIFICATION_TYPE).setValue(certification(code));
    }

    private static CodeableConcept certification(String code) {
        return new CodeableConcept(
                new Coding().setSystem("https://codesystem.x12.org/005010/1322").setCode(code));
    }

    private static void mark(ItemComponent item, String how) {
        item.getExtension().removeIf(extension -> extension.getUrl().endsWith("infoChanged"));
        item.addExtension(PAS + "extension-infoChanged", new CodeType(how));
    }
}
