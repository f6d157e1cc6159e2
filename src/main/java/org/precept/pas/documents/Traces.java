package org.precept.pas.documents;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.precept.fhir.CodeSystems;

/** Trace numbers of pended items, as documents name them. */
final class Traces {

    /** Of DTR 2.2: what a response was filled for. */
    private static final String QR_CONTEXT = "http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/qr-context";

    private Traces() {}

    /** Those in the extensions qr-context. */
    static Set<String> of(QuestionnaireResponse response) {
        return values(response.getExtensionsByUrl(QR_CONTEXT).stream()
                .map(Extension::getValue)
                .filter(Reference.class::isInstance)
                .map(context -> ((Reference) context).getIdentifier()));
    }

    /** Those among its identifiers and in {@code context.related}. */
    static Set<String> of(DocumentReference document) {
        return values(Stream.of(
                        List.of(document.getMasterIdentifier()),
                        document.getIdentifier(),
                        document.getContext().getRelated().stream()
                                .map(Reference::getIdentifier)
                                .toList())
                .flatMap(List::stream));
    }

    /** Has a response name a trace number, if it does not yet. */
    static void name(QuestionnaireResponse response, String trace) {
        if (!of(response).contains(trace)) {
            response.addExtension(new Extension(QR_CONTEXT, related(trace)));
        }
    }

    /** Has a document name a trace number, if it does not yet. */
    static void name(DocumentReference document, String trace) {
        if (!of(document).contains(trace)) {
            document.getContext().addRelated(related(trace));
        }
    }

    private static Reference related(String trace) {
        return new Reference()
                .setIdentifier(new Identifier().setSystem(CodeSystems.TRACE).setValue(trace));
    }

    private static Set<String> values(Stream<Identifier> identifiers) {
        return identifiers
                .filter(Objects::nonNull)
                .filter(identifier -> CodeSystems.TRACE.equals(identifier.getSystem()) && identifier.hasValue())
                .map(Identifier::getValue)
                .collect(Collectors.toUnmodifiableSet());
    }
}
