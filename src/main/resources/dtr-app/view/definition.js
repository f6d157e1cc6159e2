/** Makes the copy of a Questionnaire that LHC-Forms gets: nothing it would try to evaluate, fetch or decide by itself. */

import { keyOf, textOf, valueOf } from './values.js';

const CORE = 'http://hl7.org/fhir/StructureDefinition/';
const ITEM_CONTROL = `${CORE}questionnaire-itemControl`;
const ORIENTATION = `${CORE}questionnaire-choiceOrientation`;
const SDC = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/';

/** Extensions that say how an item looks or what it accepts. Population and logic in CQL is the client's and the payer's part. */
const KEPT = new Set([
    ITEM_CONTROL, ORIENTATION,
    ...['hidden', 'unit', 'unitOption', 'maxOccurs', 'minOccurs', 'optionExclusive'].map(name => `${CORE}questionnaire-${name}`),
    ...['minValue', 'maxValue', 'minLength', 'maxSize', 'mimeType', 'regex', 'entryFormat'].map(name => `${CORE}${name}`),
    `${SDC}sdc-questionnaire-openLabel`
]);

/** Logic that LHC-Forms itself can evaluate, in FHIRPath. */
const LOGIC = new Set([`${SDC}sdc-questionnaire-enableWhenExpression`, 'http://hl7.org/fhir/StructureDefinition/variable']);

const FEW = 6;

const OWN_SYSTEM = 'urn:dtr-view';

/** Takes a choice back, as "Not Answered" does at yes-or-no questions. Never in a response. */
export const NOT_ANSWERED = { system: OWN_SYSTEM, code: 'not-answered', display: 'Not Answered' };

/** A choice as LHC-Forms takes it: it knows codings only, so texts, numbers and dates travel as codings of our own. */
export function asCoding(answer) {
    return valueOf(answer)?.[0] === 'valueCoding'
        ? answer
        : { valueCoding: { system: OWN_SYSTEM, code: keyOf(answer), display: textOf(answer) } };
}

/** The choice that LHC-Forms gave back as a coding of our own; other answers as they are. */
export function fromCoding(answer, options) {
    return answer.valueCoding?.system === OWN_SYSTEM
        ? options?.find(option => keyOf(option) === answer.valueCoding.code) ?? null
        : answer;
}

/** Says, for the user, why a form cannot be shown. */
export class FormError extends Error {}

/**
 * The questions of a form with what the view needs to know about them.
 * @typedef {{linkId: string, text: string, type: string, required: boolean, repeats: boolean, readOnly: boolean,
 *     options: object[]|null, open: boolean, item: object, children: Question[]}} Question
 */

/**
 * Reads a form.
 * @param {object} questionnaire
 * @param {object[]} valueSets
 * @param {boolean|Iterable<string>} readOnly true, or linkIds of items that can only be read with all below them
 * @returns {Question[]}
 */
export function questions(questionnaire, valueSets, readOnly) {
    const sets = new Map();
    for (const set of [...(questionnaire.contained ?? []), ...valueSets].filter(each => each?.resourceType === 'ValueSet')) {
        [`#${set.id}`, set.url, `${set.url}|${set.version}`].forEach(name => sets.set(name, set));
    }
    const locked = new Set(typeof readOnly === 'boolean' ? [] : readOnly);
    const read = (item, above) => {
        const fixed = above || locked.has(item.linkId) || item.readOnly === true;
        const options = offered(item, sets);
        return {
            linkId: item.linkId,
            text: item.text ?? '',
            type: item.type,
            required: item.required === true,
            repeats: item.repeats === true,
            readOnly: fixed,
            options,
            open: item.type === 'open-choice',
            item,
            children: (item.item ?? []).map(child => read(child, fixed))
        };
    };
    return (questionnaire.item ?? []).map(item => read(item, readOnly === true));
}

/** What an item offers, as answerOption; null when it offers nothing. */
function offered(item, sets) {
    if (item.answerOption) {
        return item.answerOption.map(({ modifierExtension, extension, initialSelected, ...option }) => option);
    }
    if (!item.answerValueSet) {
        return null;
    }
    const set = sets.get(item.answerValueSet) ?? sets.get(item.answerValueSet.split('|')[0]);
    const codes = set ? codesOf(set) : [];
    if (codes.length === 0) {
        throw new FormError(`The choices of “${item.text ?? item.linkId}” did not come with the form. Tell the payer, and send the documents another way.`);
    }
    return codes.map(valueCoding => ({ valueCoding }));
}

/** The codes of an expansion, or those that the definition lists one by one. @returns {{system: string, code: string, display: string}[]} */
export function codesOf(valueSet) {
    const flat = entries => entries.flatMap(each => [...(each.code && !each.abstract ? [each] : []), ...flat(each.contains ?? [])]);
    const listed = valueSet.expansion?.contains
        ? flat(valueSet.expansion.contains)
        : (valueSet.compose?.include ?? []).flatMap(include =>
            (include.concept ?? []).map(concept => ({ system: include.system, ...concept })));
    return listed.map(({ system, code, display }) => ({ system, code, display: display ?? code }));
}

/**
 * The form for LHC-Forms.
 * @param {object} questionnaire
 * @param {Question[]} asked
 */
export function forRenderer(questionnaire, asked) {
    return {
        resourceType: 'Questionnaire',
        status: 'active',
        title: questionnaire.title ?? 'Form',
        extension: kept(questionnaire.extension),
        item: asked.filter(shown).map(question => plain(question, asked))
    };
}

/** LHC-Forms has no references to resources; their answers are passed on as they came. */
const shown = question => question.type !== 'reference';

function plain(question, all) {
    const { linkId, prefix, type, maxLength, enableWhen, enableBehavior } = question.item;
    const copy = {
        linkId,
        text: question.text,
        prefix,
        type,
        maxLength: type === 'string' || type === 'text' ? maxLength : undefined,
        enableWhen: enableWhen?.map(condition => conditionFor(condition, all)),
        enableBehavior: enableBehavior ?? (enableWhen?.length > 1 ? 'all' : undefined),
        required: question.required || undefined,
        repeats: question.repeats || undefined,
        readOnly: (question.readOnly && type !== 'group') || undefined,
        answerOption: choices(question),
        extension: [...kept(question.item.extension), ...layout(question)],
        item: question.children.length > 0 ? question.children.filter(shown).map(child => plain(child, all)) : undefined
    };
    return Object.fromEntries(Object.entries(copy).filter(([, value]) => value !== undefined));
}

/** A condition on a choice compares with what LHC-Forms was given for it. */
function conditionFor(condition, all) {
    const [name, value] = Object.entries(condition).find(([key]) => key.startsWith('answer')) ?? [];
    const choice = name !== undefined && condition.operator !== 'exists' && find(all, condition.question)?.options;
    if (!choice || name === 'answerCoding') {
        return condition;
    }
    const { question, operator } = condition;
    return { question, operator, answerCoding: asCoding({ [name.replace('answer', 'value')]: value }).valueCoding };
}

function find(all, linkId) {
    return all.find(each => each.linkId === linkId) ?? all.map(each => find(each.children, linkId)).find(Boolean);
}

function kept(extensions = []) {
    return extensions.filter(({ url, valueExpression }) =>
        KEPT.has(url) || (LOGIC.has(url) && valueExpression?.language === 'text/fhirpath'));
}

/** A radio button cannot be taken back otherwise; a list of the browser has an empty entry, and check boxes can be emptied. */
function choices({ options, required, repeats, readOnly, type, item }) {
    const takesBack = type === 'choice' && !repeats && !required && !readOnly && options !== null
        && (controlOf(item) ?? (options.length <= FEW ? 'radio-button' : '')) === 'radio-button';
    return options === null ? undefined : [...options.map(asCoding), ...(takesBack ? [{ valueCoding: NOT_ANSWERED }] : [])];
}

const controlOf = item => (item.extension ?? []).find(({ url }) => url === ITEM_CONTROL)?.valueCodeableConcept?.coding?.[0]?.code;

/** Short lists are shown whole, one choice below the other, unless the form says otherwise. */
function layout({ options, repeats, item }) {
    if (options === null) {
        return [];
    }
    const says = url => (item.extension ?? []).some(extension => extension.url === url);
    const added = [];
    if (!says(ITEM_CONTROL) && options.length <= FEW) {
        const code = repeats ? 'check-box' : 'radio-button';
        added.push({
            url: ITEM_CONTROL,
            valueCodeableConcept: { coding: [{ system: 'http://hl7.org/fhir/questionnaire-item-control', code }] }
        });
    }
    if (!says(ORIENTATION)) {
        added.push({ url: ORIENTATION, valueCode: 'vertical' });
    }
    return added;
}

/** The answers a new form begins with (Questionnaire.item.initial and answerOption.initialSelected). */
export function initialItems(asked) {
    return asked.flatMap(question => {
        const { item } = question;
        const values = item.initial ?? (item.answerOption ?? [])
            .filter(option => option.initialSelected)
            .map(({ initialSelected, extension, ...option }) => option);
        const below = initialItems(question.children);
        if (question.type === 'group') {
            return below.length > 0 ? [{ linkId: question.linkId, item: below }] : [];
        }
        return values.length > 0 ? [{ linkId: question.linkId, answer: values.map(value => ({ ...value })) }] : [];
    });
}
