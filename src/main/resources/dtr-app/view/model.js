/** Reads the live form data of LHC-Forms: what is shown, and the answers it holds now. */

import { fromCoding } from './definition.js';
import { bytesOf } from './values.js';

const DISABLED = 'target-disabled';
const INTEGER = /^\s*[+-]?\d+\s*$/;
const DECIMAL = /^\s*[+-]?\d+(\.\d+)?\s*$/;

/**
 * One occurrence of an item in the form as it is now.
 * @typedef {{question: import('./definition.js').Question, live: object, path: string, index: number,
 *     repeated: boolean, shown: boolean, children: Occurrence[]}} Occurrence
 */

/**
 * All occurrences below one level, in the order of the form.
 * @param {import('./definition.js').Question[]} asked
 * @param {object[]} live items of LHC-Forms
 * @param {string} [above] path of the level
 * @param {boolean} [visible] whether the level is shown
 * @returns {Occurrence[]}
 */
export function occurrences(asked, live, above = '', visible = true) {
    return asked.flatMap(question =>
        (live ?? []).filter(each => each.linkId === question.linkId).map((each, index, all) => {
            const repeated = each._questionRepeatable === true;
            const path = above + question.linkId + (repeated ? `[${index}]` : '');
            const shown = visible && isShown(each);
            return {
                question, live: each, path, index, repeated, shown, alone: all.length === 1,
                children: occurrences(question.children, each.items, `${path}/`, shown)
            };
        }));
}

/** All occurrences of a tree, each before those below it. @param {Occurrence[]} level @returns {Occurrence[]} */
export function flat(level) {
    return level.flatMap(each => [each, ...flat(each.children)]);
}

function isShown(live) {
    return live._skipLogicStatus !== DISABLED && live._enableWhenExpVal !== false && !live.isHiddenInDef;
}

/** Whether an occurrence is a question: it can have an answer. */
export const isQuestion = ({ question }) => question.type !== 'group' && question.type !== 'display';

/** The element of an occurrence on the page, null when it is not shown. */
export function elementOf({ live }) {
    return document.getElementById(`item-${live._elementId}`);
}

/** What is typed into a question of numbers, when it is not a number; null otherwise. */
export function notANumber({ live }) {
    const { dataType, value } = live;
    if (typeof value !== 'string' || value.trim() === '' || live._hasAnswerList) {
        return null;
    }
    const wanted = { INT: INTEGER, REAL: DECIMAL, QTY: DECIMAL }[dataType];
    return wanted === undefined || wanted.test(value) ? null : value;
}

/**
 * The answers an occurrence holds now, without extensions.
 * @param {object} form live form data
 * @param {Occurrence} occurrence
 * @returns {object[]}
 */
export function answersIn(form, occurrence) {
    const { live } = occurrence;
    if (empty(live.value) || notANumber(occurrence) !== null) {
        return [];
    }
    const value = form._getOriginalValue(live, live.value, live.dataType, live._hasAnswerList);
    const converted = window.LForms.FHIR.R4.SDC._lfItemValueToFhirAnswer({ ...live, value }) ?? [];
    return converted.map(tidy).map(answer => answer && fromCoding(answer, occurrence.question.options)).filter(Boolean);
}

const empty = value => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Without what belongs to the widget only. */
function tidy(answer) {
    const [name, value] = Object.entries(answer).find(([key]) => key.startsWith('value')) ?? [];
    if (value === undefined || value === null) {
        return null;
    }
    if (name === 'valueString') {
        return value.trim() === '' ? null : { valueString: value.trim() };
    }
    if (name === 'valueAttachment') {
        return attachment(value);
    }
    if (name === 'valueUrl') {
        return { valueUri: value };
    }
    if (name === 'valueCoding' || name === 'valueQuantity') {
        const { extension, ...plain } = value;
        return { [name]: plain };
    }
    return { [name]: value };
}

/** A file that is still being read is no answer yet. */
function attachment(value) {
    const { contentType, data, url, title, creation, hash, language } = value;
    if (!data && !url) {
        return null;
    }
    const size = data ? bytesOf({ data }) : value.size;
    const all = { contentType, language, data, url, size, hash, title, creation };
    return { valueAttachment: Object.fromEntries(Object.entries(all).filter(([, each]) => each !== undefined && each !== null)) };
}
