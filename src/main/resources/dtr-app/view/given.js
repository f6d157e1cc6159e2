/** What a response said when the form was opened, sorted by whether the form can hold it. */

import { asCoding } from './definition.js';
import { isPartialDate, keyOf, valueOf } from './values.js';

const VALUES = {
    boolean: ['valueBoolean'], decimal: ['valueDecimal'], integer: ['valueInteger'], date: ['valueDate'],
    dateTime: ['valueDateTime'], time: ['valueTime'], string: ['valueString'], text: ['valueString'], url: ['valueUri'],
    choice: ['valueCoding', 'valueString', 'valueInteger', 'valueDate', 'valueTime'], 'open-choice': ['valueCoding', 'valueString'],
    attachment: ['valueAttachment'], quantity: ['valueQuantity'], reference: ['valueReference']
};

/**
 * How an answer fits its question: it is shown (`shown`), kept beside an empty field because a date of a month or year
 * would turn into a day that nobody said (`partial`), or it is none of the choices (`refused`).
 * @param {import('./definition.js').Question} question
 * @param {object} answer
 * @returns {'shown'|'partial'|'refused'}
 */
export function fit(question, answer) {
    const [name, value] = valueOf(answer) ?? ['', null];
    if (!(VALUES[question.type] ?? []).includes(name)) {
        return 'refused';
    }
    if ((name === 'valueDate' || name === 'valueDateTime') && isPartialDate(value) && question.options === null) {
        return 'partial';
    }
    if (question.options === null || (question.open && name === 'valueString')) {
        return 'shown';
    }
    const offered = question.options.some(option => keyOf(option) === keyOf(answer));
    return offered || (question.open && name === 'valueCoding') ? 'shown' : 'refused';
}

/**
 * The items with what the form can hold, for LHC-Forms.
 * @param {import('./definition.js').Question[]} asked
 * @param {object[]} items of a response
 */
export function renderable(asked, items = []) {
    return items.flatMap(item => {
        const question = asked.find(each => each.linkId === item.linkId);
        if (question === undefined || question.type === 'reference' || question.type === 'display') {
            return [];
        }
        if (question.type === 'group') {
            return [{ linkId: item.linkId, item: renderable(question.children, item.item) }];
        }
        const answer = (item.answer ?? []).filter(each => fit(question, each) === 'shown').map(each => {
            const [name, value] = forWidget(question, each);
            const below = renderable(question.children, each.item ?? item.item);
            return below.length > 0 ? { [name]: value, item: below } : { [name]: value };
        });
        return answer.length > 0 ? [{ linkId: item.linkId, answer }] : [];
    });
}

/** LHC-Forms reads addresses as texts, and choices only as codings. */
function forWidget(question, answer) {
    const [name, value] = valueOf(answer);
    if (question.options !== null && !(question.open && name === 'valueString')) {
        return valueOf(asCoding(answer));
    }
    return name === 'valueUri' ? ['valueString', value] : [name, value];
}

/**
 * Puts the answers of a response beside the occurrences that show them.
 * @param {import('./model.js').Occurrence[]} level
 * @param {object[]} items of the response at that level
 * @param {(occurrence: import('./model.js').Occurrence, answers: object[], items: object[]) => void} take the answers given
 *     to an occurrence, and the response items below it
 */
export function match(level, items, take) {
    for (const occurrence of level) {
        const { question, index, repeated } = occurrence;
        const same = items.filter(item => item.linkId === question.linkId);
        if (question.type === 'group') {
            const below = same[index]?.item ?? [];
            take(occurrence, [], below);
            match(occurrence.children, below, take);
        } else {
            const all = same.flatMap(item => item.answer ?? []);
            const answers = repeated ? all.filter(each => fit(question, each) === 'shown').slice(index, index + 1) : all;
            const below = answers.length > 0 ? answers.flatMap(each => each.item ?? []) : same.flatMap(item => item.item ?? []);
            take(occurrence, answers, below);
            match(occurrence.children, below, take);
        }
    }
}
