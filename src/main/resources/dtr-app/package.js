import { canonical, extension, extensions, URLS } from './fhir.js';

/**
 * A form with all it needs.
 * @typedef {{questionnaire: any, response: any, libraries: any[], valueSets: any[]}} FormPackage
 */

/** The packages of an answer of $questionnaire-package. @param {any} parameters @returns {FormPackage[]} */
export function packagesOf(parameters) {
    return (parameters?.parameter ?? [])
        .map(parameter => parameter.resource)
        .filter(resource => resource?.resourceType === 'Bundle')
        .map(bundle => {
            const of = type => (bundle.entry ?? []).map(entry => entry.resource).filter(each => each?.resourceType === type);
            return {
                questionnaire: of('Questionnaire')[0],
                response: of('QuestionnaireResponse')[0],
                libraries: of('Library'),
                valueSets: of('ValueSet')
            };
        })
        .filter(each => each.questionnaire);
}

/** What the payer says beside the packages. @param {any} parameters @returns {string[]} */
export function warningsOf(parameters) {
    return (parameters?.parameter ?? [])
        .map(parameter => parameter.resource)
        .filter(resource => resource?.resourceType === 'OperationOutcome')
        .flatMap(outcome => outcome.issue ?? [])
        .map(issue => issue.diagnostics ?? issue.details?.text)
        .filter(Boolean);
}

/** `url|version` of a form or another artifact. */
export function canonicalOf(resource) {
    return resource.version ? `${resource.url}|${resource.version}` : resource.url;
}

/** True for a form that is asked one step at a time. @param {any} questionnaire */
export function isAdaptive(questionnaire) {
    return extension(questionnaire, URLS.adaptive) !== undefined;
}

/** Where an adaptive form's next questions are asked for. @param {any} questionnaire @returns {string|undefined} */
export function adaptiveBase(questionnaire) {
    return extension(questionnaire, URLS.adaptive)?.valueUrl;
}

/** Canonicals of the libraries a form names. @param {any} questionnaire @returns {string[]} */
export function librariesOf(questionnaire) {
    return extensions(questionnaire, URLS.cqfLibrary).map(each => each.valueCanonical).filter(Boolean);
}

/** True when a form is no longer to be used (spec-123). @param {any} questionnaire @param {string} today yyyy-mm-dd */
export function expired(questionnaire, today) {
    const end = questionnaire.effectivePeriod?.end;
    return typeof end === 'string' && end.slice(0, 10) < today.slice(0, end.length);
}

/** The value set of a canonical. @param {any[]} valueSets @param {string} asked */
export function valueSet(valueSets, asked) {
    const { url, version } = canonical(asked);
    return valueSets.find(each => each.url === url && (!version || each.version === version));
}

/** The codings that a question offers; null when its list is not closed. @param {any} item @param {any[]} valueSets */
export function offered(item, valueSets) {
    if (item.type !== 'choice') {
        return null;
    }
    if (item.answerOption) {
        return item.answerOption.map(option => option.valueCoding).filter(Boolean);
    }
    const set = item.answerValueSet?.startsWith('#') ? null : item.answerValueSet && valueSet(valueSets, item.answerValueSet);
    return set?.expansion
        ? codes(set.expansion.contains ?? []).map(({ system, code, display }) => ({ system, code, display }))
        : null;
}

/** Every code of an expansion. @param {any[]} contains @returns {any[]} */
export function codes(contains) {
    return contains.flatMap(each => [...(each.code && !each.abstract ? [each] : []), ...codes(each.contains ?? [])]);
}
