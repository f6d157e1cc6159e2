/** The answers on paper: what was asked, what is answered, and where it comes from. */

import { element } from '../dom.js';
import { isQuestion } from './model.js';
import { markOf } from './marks.js';
import { sourceOf } from './origins.js';
import { textOf } from './values.js';

/**
 * @param {string} title
 * @param {import('./ledger.js').Ledger} ledger
 * @param {Record<string, object>} origins
 * @returns {HTMLElement}
 */
export function answerSheet(title, ledger, origins) {
    return element('section', { class: 'answer-sheet' },
        element('h2', {}, title),
        ...level(ledger.occurrences(), ledger, origins));
}

function level(occurrences, ledger, origins) {
    return occurrences.filter(each => each.shown).flatMap(each => {
        if (isQuestion(each)) {
            return [question(each, ledger, origins), ...level(each.children, ledger, origins)];
        }
        const below = level(each.children, ledger, origins);
        const number = each.repeated && !each.alone ? ` (${each.index + 1})` : '';
        return each.question.type === 'display'
            ? [element('p', { class: 'sheet-note' }, each.question.text)]
            : below.length > 0 ? [element('div', { class: 'sheet-group' }, element('h3', {}, each.question.text + number), ...below)] : [];
    });
}

function question(occurrence, ledger, origins) {
    const answers = ledger.answers(occurrence);
    const mark = markOf(ledger, occurrence, origins);
    const byHand = answers.some(answer => sourceOf(answer) === 'manual') ? 'Entered by hand' : '';
    return element('div', { class: 'sheet-question' },
        element('p', { class: 'sheet-text' }, occurrence.question.text),
        element('p', { class: 'sheet-answer' }, answers.length > 0 ? answers.map(textOf).join('; ') : '—'),
        mark === null && byHand === '' ? null : element('p', { class: 'sheet-origin' }, mark?.text ?? byHand));
}
