package org.precept.dtr.populate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.UriType;
import org.hl7.fhir.r4.model.UrlType;
import org.jspecify.annotations.Nullable;
import org.precept.criteria.EvidenceItem;
import org.precept.criteria.EvidenceItem.Origin;
import org.precept.fhir.Canonical;
import org.precept.fhir.Issue;
import org.precept.fhir.RejectedRequest;

/** Reads the Parameters of {@code $populate}, in the spellings of SDC 2 to 4. */
final class PopulateRequestReader {
    private static final int BAD_REQUEST = 400;
    private static final String NAME = "[A-Za-z][A-Za-z0-9._-]{0,63}";

    private final Function<String, Optional<Canonical>> byId;
    private final Set<Canonical> forms = new LinkedHashSet<>();
    private final List<EvidenceItem> sent = new ArrayList<>();
    private final Set<String> addresses = new LinkedHashSet<>();
    private final Set<String> unused = new LinkedHashSet<>();
    private @Nullable Reference subject;
    private boolean local;

    private PopulateRequestReader(Function<String, Optional<Canonical>> byId) {
        this.byId = byId;
    }

    /**
     * The request.
     *
     * @param input the body
     * @param instance the form, for a call on one form; null at type level
     * @param byId finds the canonical of a form by its id here
     * @throws RejectedRequest 400 when no form, or more than one, is named
     */
    static PopulateRequest read(
            @Nullable IBaseResource input, @Nullable Canonical instance, Function<String, Optional<Canonical>> byId) {
        PopulateRequestReader reader = new PopulateRequestReader(byId);
        if (instance != null) {
            reader.forms.add(instance);
        }
        if (input instanceof Parameters parameters) {
            for (int i = 0; i < parameters.getParameter().size(); i++) {
                reader.read(parameters.getParameter().get(i), "Parameters.parameter[" + i + "]");
            }
        } else if (input != null) {
            throw rejected(IssueType.STRUCTURE, input.fhirType(), "Send Parameters.");
        }
        return reader.request(instance);
    }

    private PopulateRequest request(@Nullable Canonical instance) {
        Canonical form = forms.stream()
                .findFirst()
                .orElseThrow(() -> rejected(
                        IssueType.REQUIRED,
                        "Parameters.parameter",
                        "Name the form: parameter questionnaire, its canonical."));
        boolean several = forms.stream().anyMatch(other -> !other.matches(form) && !form.matches(other));
        if (several) {
            throw rejected(
                    IssueType.INVALID,
                    "Parameters.parameter",
                    "More than one form is named" + (instance == null ? "." : ", the address names one already."));
        }
        return new PopulateRequest(form, subject, sent, local, List.copyOf(addresses), List.copyOf(unused));
    }

    private void read(ParametersParameterComponent parameter, String at) {
        String name = String.valueOf(parameter.getName());
        if (opensAnAddress(parameter, name)) {
            addresses.add(shown(name));
            return;
        }
        switch (name) {
            case "questionnaire", "questionnaireRef", "canonical", "url" -> form(parameter, at);
            case "subject" -> subject(parameter, at);
            case "context", "launchContext" ->
                parameter.getPart().stream()
                        .filter(part -> "content".equals(part.getName()))
                        .forEach(part -> content(part, name));
            case "content", "data" -> content(parameter, name);
            case "local" -> local = parameter.getValue() instanceof BooleanType flag && flag.booleanValue();
            default -> unused.add(shown(name));
        }
    }

    /** What is named an endpoint, is one, or is a bare address. */
    private static boolean opensAnAddress(ParametersParameterComponent parameter, String name) {
        return name.toLowerCase(Locale.ROOT).endsWith("endpoint")
                || parameter.getResource() instanceof Endpoint
                || (parameter.getValue() instanceof UrlType && !name.equals("url"));
    }

    private void form(ParametersParameterComponent parameter, String at) {
        Optional<Canonical> named = parameter.getResource() instanceof Questionnaire questionnaire
                ? canonical(questionnaire.getUrl(), questionnaire.getVersion())
                : parameter.getValue() instanceof Reference reference
                        ? canonical(reference.getReference(), null)
                        : parameter.getValue() instanceof UriType uri
                                ? canonical(uri.getValue(), null)
                                : Optional.empty();
        forms.add(named.orElseThrow(() -> rejected(
                IssueType.VALUE,
                at,
                "The form is a canonical, a reference to a Questionnaire here, or a Questionnaire with a url.")));
    }

    private Optional<Canonical> canonical(@Nullable String reference, @Nullable String version) {
        if (reference == null || reference.isBlank()) {
            return Optional.empty();
        }
        if (reference.startsWith("Questionnaire/")) {
            return byId.apply(reference.substring("Questionnaire/".length()));
        }
        Canonical canonical = Canonical.parse(reference);
        return Optional.of(
                canonical.version() == null && version != null ? new Canonical(canonical.url(), version) : canonical);
    }

    private void subject(ParametersParameterComponent parameter, String at) {
        if (!(parameter.getValue() instanceof Reference reference)) {
            throw rejected(IssueType.VALUE, at + ".value", "The subject is a valueReference to the Patient.");
        }
        subject = reference;
    }

    /** A resource, or a Bundle of them. A mere reference is not followed. */
    private void content(ParametersParameterComponent parameter, String name) {
        if (parameter.getResource() instanceof Bundle bundle) {
            bundle.getEntry().forEach(entry -> {
                if (entry.getResource() != null) {
                    add(entry.getResource(), entry.getFullUrl());
                }
            });
        } else if (parameter.getResource() != null) {
            add(parameter.getResource(), null);
        } else if (parameter.hasValue()) {
            unused.add(shown(name) + " (a reference: send the resource itself)");
        }
    }

    private void add(Resource resource, @Nullable String fullUrl) {
        String id = resource.getIdElement().getIdPart();
        String reference = id != null ? resource.fhirType() + "/" + id : fullUrl;
        sent.add(new EvidenceItem(reference == null ? "urn:sent:" + sent.size() : reference, resource, Origin.REQUEST));
    }

    private static String shown(String name) {
        return name.matches(NAME) ? name : "a parameter";
    }

    private static RejectedRequest rejected(IssueType type, String expression, String diagnostics) {
        return new RejectedRequest(BAD_REQUEST, new Issue(type, expression, diagnostics));
    }
}
