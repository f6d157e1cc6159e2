/** What is wrong with the answers, in sentences for the user. The payer's server checks the same again. */

import { isQuestion, notANumber } from './model.js';
import { halfADate } from './native.js';
import { dateText, valueOf } from './values.js';

const MIN = 'http://hl7.org/fhir/StructureDefinition/minValue';
const MAX = 'http://hl7.org/fhir/StructureDefinition/maxValue';

/** @typedef {{linkId: string, path: string, message: string, missing?: boolean}} Message missing: an answer is, nothing is wrong */

/**
 * @param {import('./ledger.js').Ledger} ledger
 * @param {import('./model.js').Occurrence[]} all
 * @param {string} today YYYY-MM-DD
 * @returns {Message[]} in the order of the form
 */
export function check(ledger, all, today) {
    const answeredBy = new Map();
    const answersOf = all.filter(each => each.shown && isQuestion(each)).map(each => [each, ledger.answers(each)]);
    answersOf.forEach(([each, answers]) => {
        const place = each.path.replace(/\[\d+\]$/, '');
        answeredBy.set(place, (answeredBy.get(place) ?? 0) + answers.length);
    });
    return answersOf.flatMap(([each, answers]) => {
        const { question, path } = each;
        const missing = question.required && !question.readOnly && each.index === 0
            && answeredBy.get(path.replace(/\[\d+\]$/, '')) === 0;
        const at = { linkId: question.linkId, path };
        const texts = [
            typed(each),
            ...answers.map(answer => wrong(question, answer, today)),
            unoffered(ledger, each)
        ].filter(text => text !== null);
        return missing && texts.length === 0
            ? [{ ...at, message: 'Please answer this question.', missing: true }]
            : [...new Set(texts)].map(message => ({ ...at, message }));
    });
}

/** What is typed but no answer. */
function typed(occurrence) {
    if (notANumber(occurrence) !== null) {
        return occurrence.live.dataType === 'INT' ? 'Enter a whole number.' : 'Enter a number.';
    }
    return halfADate(occurrence) ? 'Enter the full date: month, day and year.' : null;
}

function unoffered(ledger, occurrence) {
    const { refused } = ledger.entry(occurrence);
    return refused.length > 0 && !ledger.changed(occurrence) && ledger.answers(occurrence).length === 0
        ? 'The answer that was filled in is none of the choices. Please choose one.'
        : null;
}

function wrong(question, answer, today) {
    const [name, value] = valueOf(answer) ?? ['', null];
    const limit = url => valueOf((question.item.extension ?? []).find(extension => extension.url === url))?.[1];
    const least = limit(MIN);
    const most = limit(MAX);
    if (name === 'valueDate' || name === 'valueDateTime') {
        const day = value.slice(0, 10);
        if (most === undefined && day > today.slice(0, day.length)) {
            return `${dateText(day)} lies in the future. Enter a date that is not after ${dateText(today)}.`;
        }
        return bounds(day, least?.slice(0, 10), most?.slice(0, 10), dateText);
    }
    if (name === 'valueInteger' || name === 'valueDecimal') {
        return bounds(value, least, most, String);
    }
    if (name === 'valueString' && question.item.maxLength && value.length > question.item.maxLength) {
        return `This is longer than the ${question.item.maxLength} characters allowed (${value.length}).`;
    }
    return null;
}

function bounds(value, least, most, text) {
    if (least !== undefined && value < least) {
        return `${text(value)} is less than ${text(least)}, the least that is allowed.`;
    }
    return most !== undefined && value > most ? `${text(value)} is more than ${text(most)}, the most that is allowed.` : null;
}
