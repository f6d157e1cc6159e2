package org.precept.pas;

import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.AddedItemComponent;
import org.hl7.fhir.r4.model.ClaimResponse.ErrorComponent;
import org.hl7.fhir.r4.model.ClaimResponse.ItemComponent;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.ParameterComponent;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.precept.fhir.CodeSystems;

/**
 * Says an answer as PAS 2.0.1 does: outcome {@code queued} while an item is pended, what a reviewer granted instead within
 * its item, and none of the extensions that came later.
 */
final class AnswerR201 {

    private static final String QUEUED = "A4";
    private static final String QUESTIONNAIRE_CONTEXT = "questionnaire-context";

    private AnswerR201() {}

    /** Says the payer's own resources of a Bundle; resources of the client stay as they were sent. */
    static Bundle say(Bundle answer) {
        for (BundleEntryComponent entry : answer.getEntry()) {
            entry.setResource(said(entry.getResource()));
        }
        return answer;
    }

    private static Resource said(Resource resource) {
        if (resource instanceof ClaimResponse response) {
            return said(response.copy());
        }
        if (resource instanceof CommunicationRequest communication && isOurs(resource)) {
            return said(communication.copy());
        }
        return resource instanceof Task task && isOurs(resource) ? said(task.copy()) : resource;
    }

    private static boolean isOurs(Resource resource) {
        return resource.getMeta().hasProfile(Pas.PROFILE_COMMUNICATION_REQUEST)
                || resource.getMeta().hasProfile(Pas.PROFILE_TASK);
    }

    private static ClaimResponse said(ClaimResponse response) {
        drop(response.getExtension(), Set.of(Pas.REVIEWER, Pas.TRANSMISSION_IDENTIFIERS, Pas.ITEM_AUTHORIZED_PROVIDER));
        response.setAdjudication(null);
        response.getItem().forEach(AnswerR201::say);
        for (AddedItemComponent granted : List.copyOf(response.getAddItem())) {
            say(granted, response);
        }
        response.getError().forEach(AnswerR201::say);
        if (response.getOutcome() == RemittanceOutcome.COMPLETE
                && response.getItem().stream().anyMatch(AnswerR201::isPended)) {
            response.setOutcome(RemittanceOutcome.QUEUED);
        }
        return response;
    }

    private static boolean isPended(ItemComponent item) {
        return item.getAdjudication().stream()
                .flatMap(adjudication -> adjudication.getExtensionsByUrl(Pas.REVIEW_ACTION).stream())
                .flatMap(review -> review.getExtensionsByUrl(Pas.REVIEW_ACTION_CODE).stream())
                .anyMatch(action -> action.getValue() instanceof CodeableConcept code
                        && code.hasCoding(CodeSystems.X12_ACTION, QUEUED));
    }

    private static void say(ItemComponent item) {
        drop(item.getExtension(), Set.of(Pas.ADMISSION_DATES, Pas.DISCHARGE_DATE));
        for (Extension provider : item.getExtensionsByUrl(Pas.ITEM_AUTHORIZED_PROVIDER)) {
            drop(provider.getExtension(), Set.of("role", "qualification"));
            provider.getExtensionsByUrl(Pas.AUTHORIZED_PROVIDER_TYPE).forEach(type -> type.setUrl("providerType"));
        }
        for (Extension detail : item.getExtensionsByUrl(Pas.ITEM_AUTHORIZED_DETAIL)) {
            detail.getExtensionsByUrl(Pas.REVENUE_CODE).forEach(revenue -> revenue.setUrl("revenue"));
        }
    }

    /** What was granted instead of an item is a detail of that item; what was granted besides stays, without extensions. */
    private static void say(AddedItemComponent granted, ClaimResponse response) {
        for (ItemComponent item : response.getItem()) {
            if (granted.getItemSequence().stream()
                    .anyMatch(sequence -> sequence.getValue() == item.getItemSequence())) {
                detail(granted, item);
                response.getAddItem().remove(granted);
                return;
            }
        }
        granted.setExtension(null);
        granted.getProvider().forEach(provider -> provider.setExtension(null));
        granted.getAdjudication().forEach(adjudication -> adjudication.setExtension(null));
    }

    private static void detail(AddedItemComponent granted, ItemComponent item) {
        for (String url : List.of(Pas.ITEM_ISSUE_DATE, Pas.ITEM_PERIOD)) {
            Extension given = granted.getExtensionByUrl(url);
            if (given != null && !item.hasExtension(url)) {
                item.addExtension(given.copy());
            }
        }
        if (item.hasExtension(Pas.ITEM_AUTHORIZED_DETAIL)) {
            return;
        }
        Extension detail = item.addExtension().setUrl(Pas.ITEM_AUTHORIZED_DETAIL);
        detail.addExtension(
                "productOrServiceCode", granted.getProductOrService().copy());
        granted.getModifier().forEach(modifier -> detail.addExtension("modifier", modifier.copy()));
        if (granted.hasUnitPrice()) {
            detail.addExtension("unitPrice", granted.getUnitPrice().copy());
        }
        if (granted.hasQuantity()) {
            detail.addExtension("quantity", granted.getQuantity().copy());
        }
    }

    /** An X12 element alone, where later editions have it among others. */
    private static void say(ErrorComponent error) {
        for (Extension element : List.copyOf(error.getExtensionsByUrl(Pas.ERROR_ELEMENT))) {
            Extension name = element.getExtensionByUrl("error");
            if (name != null) {
                element.setValue(name.getValue().copy()).setExtension(null);
            } else if (!element.hasValue()) {
                error.getExtension().remove(element);
            }
        }
    }

    private static CommunicationRequest said(CommunicationRequest communication) {
        Extension line = communication.getExtensionByUrl(Pas.SERVICE_LINE_NUMBER);
        if (line != null) {
            communication.getExtension().remove(line);
            communication.getPayload().forEach(payload -> payload.addExtension(line.copy()));
        }
        return communication;
    }

    private static Task said(Task task) {
        for (ParameterComponent input : task.getInput()) {
            drop(input.getExtension(), Set.of(Pas.CONTENT_MODIFIER));
            for (Extension line : input.getExtensionsByUrl(Pas.SERVICE_LINE_NUMBER)) {
                line.setUrl(Pas.PA_LINE_NUMBER).setValue(number(line.getValue()));
            }
            if (input.getType().hasCoding(Pas.TEMP_CODES, QUESTIONNAIRE_CONTEXT)) {
                input.setType(Codes.concept(Pas.TEMP_CODES, "questionnaires-needed", null));
                input.setValue(trace(input.getValue()));
            }
        }
        return task;
    }

    private static @Nullable Type number(@Nullable Type line) {
        return line instanceof PrimitiveType<?> primitive ? new IntegerType(primitive.getValueAsString()) : line;
    }

    private static @Nullable Type trace(@Nullable Type context) {
        return context instanceof StringType text
                ? new Identifier().setSystem(CodeSystems.TRACE).setValue(text.getValue())
                : context;
    }

    private static void drop(List<Extension> extensions, Set<String> urls) {
        extensions.removeIf(extension -> urls.contains(extension.getUrl()));
    }
}
