package org.precept.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.precept.fhir.CodeSystems;

/** Tells whether a document can be about a member: nothing in it may name somebody else. */
public final class AboutMember {

    private static final int FULL_DATE = 10;

    private final Member member;
    private final String system;

    /** @param member as on file */
    public AboutMember(Member member) {
        this.member = member;
        this.system = CodeSystems.memberNumbers(member.payer());
    }

    /**
     * False for what carries another number of the member's payer, on a Patient or beside a reference; for a Patient who was
     * born on another day; and for more than one Patient, since nobody could tell whose is whose.
     */
    public boolean holds(Resource content) {
        List<Patient> patients = new ArrayList<>();
        List<Reference> references = new ArrayList<>();
        collect(content, patients, references);
        return patients.size() <= 1
                && patients.stream().allMatch(this::isMember)
                && references.stream().allMatch(reference -> !isAnothers(reference.getIdentifier()));
    }

    private boolean isMember(Patient patient) {
        return patient.getIdentifier().stream().noneMatch(this::isAnothers) && sameBirthDate(patient);
    }

    private boolean isAnothers(Identifier identifier) {
        return system.equals(identifier.getSystem())
                && identifier.hasValue()
                && !identifier.getValue().strip().equals(member.number());
    }

    private boolean sameBirthDate(Patient patient) {
        DateType stated = patient.getBirthDateElement();
        DateType known = member.patient().getBirthDateElement();
        return !isFull(stated) || !isFull(known) || Objects.equals(stated.getValueAsString(), known.getValueAsString());
    }

    private static boolean isFull(DateType date) {
        return date.hasValue() && date.getValueAsString().length() == FULL_DATE;
    }

    private static void collect(Base element, List<Patient> patients, List<Reference> references) {
        if (element instanceof Patient patient) {
            patients.add(patient);
        } else if (element instanceof Reference reference) {
            references.add(reference);
        }
        for (Property property : element.children()) {
            property.getValues().forEach(value -> collect(value, patients, references));
        }
    }
}
