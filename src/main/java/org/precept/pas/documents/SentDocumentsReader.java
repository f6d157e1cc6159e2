package org.precept.pas.documents;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.CodeSystems;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;
import org.precept.pas.documents.SentDocuments.SentDocument;

/** Reads the parameters of {@code $submit-attachment}; parameters that it does not need are passed over. */
final class SentDocumentsReader {

    private static final int BAD_REQUEST = 400;
    private static final String PREAUTHORIZATION = "preauthorization";

    private final Parameters input;
    private final List<Issue> issues = new ArrayList<>();

    private SentDocumentsReader(Parameters input) {
        this.input = input;
    }

    /** @throws RejectedRequest (400) when something is missing or wrong: all of it at once */
    static SentDocuments read(@Nullable IBaseResource input) {
        if (!(input instanceof Parameters parameters)) {
            throw new RejectedRequest(
                    BAD_REQUEST,
                    new Issue(
                            IssueType.STRUCTURE,
                            null,
                            "Send Parameters as CDex defines them (profile cdex-parameters-submit-attachment)."));
        }
        return new SentDocumentsReader(parameters).read();
    }

    private SentDocuments read() {
        Set<String> numbers = new LinkedHashSet<>();
        identifier("AdminRefNumber", false, "").ifPresent(numbers);
        identifier("TrackingId", true, "Send the trace number of the pended item.")
                .ifPresent(numbers);
        Found member = identifier("MemberId", true, "Send the member number.");
        Found payer = identifier("PayerId", false, "");
        attachTo();
        boolean last = last();
        List<SentDocument> documents = documents();
        if (!issues.isEmpty()) {
            throw new RejectedRequest(BAD_REQUEST, issues);
        }
        return new SentDocuments(
                List.copyOf(numbers),
                member.system(),
                member.value(),
                CodeSystems.PAYER.equals(payer.system()) ? payer.value() : null,
                last,
                documents);
    }

    /** An Identifier; value empty when there is none. */
    private record Found(@Nullable String system, String value) {
        private void ifPresent(Set<String> values) {
            if (!value.isEmpty()) {
                values.add(value);
            }
        }
    }

    private Found identifier(String name, boolean required, String whatToSend) {
        List<Integer> positions = positions(name);
        if (positions.size() > 1) {
            note(IssueType.MULTIPLEMATCHES, path(positions.get(1)), name + " may be given once.");
        }
        if (!positions.isEmpty()
                && parameter(positions.get(0)).getValue() instanceof Identifier identifier
                && identifier.hasValue()) {
            return new Found(identifier.getSystem(), identifier.getValue().strip());
        }
        if (!positions.isEmpty()) {
            note(IssueType.INVALID, path(positions.get(0)) + ".value", name + " must be an Identifier with a value.");
        } else if (required) {
            note(IssueType.REQUIRED, "Parameters.parameter('" + name + "')", name + " is missing. " + whatToSend);
        }
        return new Found(null, "");
    }

    private void attachTo() {
        List<Integer> positions = positions("AttachTo");
        String value = positions.isEmpty()
                ? null
                : parameter(positions.get(0)).getValue() instanceof PrimitiveType<?> code
                        ? code.getValueAsString()
                        : null;
        if (!PREAUTHORIZATION.equals(value)) {
            note(
                    positions.isEmpty() ? IssueType.REQUIRED : IssueType.NOTSUPPORTED,
                    positions.isEmpty() ? "Parameters.parameter('AttachTo')" : path(positions.get(0)) + ".value",
                    "Send AttachTo with the code preauthorization: claims are not taken here.");
        }
    }

    private boolean last() {
        List<Integer> positions = positions("Final");
        return !positions.isEmpty()
                && parameter(positions.get(0)).getValue() instanceof BooleanType last
                && last.booleanValue();
    }

    private List<SentDocument> documents() {
        List<SentDocument> documents = new ArrayList<>();
        for (int position : positions("Attachment")) {
            document(position, documents);
        }
        if (positions("Attachment").isEmpty()) {
            note(
                    IssueType.REQUIRED,
                    "Parameters.parameter('Attachment')",
                    "Attachment is missing. Send at least one, with the document as its part Content.");
        }
        return documents;
    }

    private void document(int position, List<SentDocument> documents) {
        CodeableConcept code = null;
        List<SentDocument> found = new ArrayList<>();
        List<ParametersParameterComponent> parts = parameter(position).getPart();
        for (int i = 0; i < parts.size(); i++) {
            ParametersParameterComponent part = parts.get(i);
            if ("Code".equals(part.getName()) && part.getValue() instanceof CodeableConcept concept) {
                code = concept;
            } else if ("Content".equals(part.getName()) && part.hasResource()) {
                found.add(new SentDocument(path(position) + ".part[" + i + "].resource", null, part.getResource()));
            }
        }
        if (found.size() != 1) {
            note(
                    IssueType.REQUIRED,
                    path(position) + ".part('Content')",
                    "An Attachment has one part Content with the document as a resource.");
            return;
        }
        documents.add(new SentDocument(found.get(0).path(), code, found.get(0).content()));
    }

    private List<Integer> positions(String name) {
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < input.getParameter().size(); i++) {
            if (name.equals(parameter(i).getName())) {
                positions.add(i);
            }
        }
        return positions;
    }

    private ParametersParameterComponent parameter(int position) {
        return input.getParameter().get(position);
    }

    private static String path(int position) {
        return "Parameters.parameter[" + position + "]";
    }

    private void note(IssueType type, String path, String text) {
        issues.add(new Issue(type, path, text));
    }
}
