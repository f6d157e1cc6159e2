/** Counts what is asked and still open, and says so. */

import { button, element } from '../dom.js';
import { contentOf } from './marks.js';
import { elementOf, isQuestion } from './model.js';

/**
 * The questions that count: enabled ones the user can answer. A repetition without any answer counts as one question when
 * it is the only one, and not at all beside others.
 * @param {import('./ledger.js').Ledger} ledger
 * @param {import('./model.js').Occurrence[]} level
 * @returns {{occurrence: import('./model.js').Occurrence, answered: boolean}[]}
 */
export function counted(ledger, level) {
    return level.filter(each => each.shown).flatMap(each => {
        const below = counted(ledger, each.children);
        if (isQuestion(each)) {
            if (each.question.readOnly || each.question.type === 'reference') {
                return below;
            }
            const answered = ledger.answers(each).length > 0;
            return each.repeated && !answered && !each.alone ? below : [{ occurrence: each, answered }, ...below];
        }
        if (each.repeated && below.length > 0 && below.every(one => !one.answered)) {
            return each.alone ? below.slice(0, 1) : [];
        }
        return below;
    });
}

/** @returns {{asked: number, open: number}} */
export function tally(count) {
    return { asked: count.length, open: count.filter(each => !each.answered).length };
}

/** The sentence for people. */
export function sentence({ asked, open }) {
    if (asked === 0) {
        return 'There is nothing to answer here';
    }
    if (open === 0) {
        return asked === 1 ? 'The question is answered' : `All ${asked} questions are answered`;
    }
    return `${open} of ${asked} ${asked === 1 ? 'question' : 'questions'} left`;
}

/** The bar above the form. */
export class ProgressBar {
    /** @param {() => void} next goes to the next open question */
    constructor(next) {
        this.text = element('span', { class: 'progress-text', role: 'status', 'aria-live': 'polite' });
        this.bar = element('progress', { class: 'progress-bar', 'aria-label': 'Questions answered', max: '1', value: '0' });
        this.next = button('Next open question', next);
        this.root = element('div', { class: 'progress' }, this.bar, this.text, this.next);
    }

    /** @param {{asked: number, open: number}} tally */
    show(tally) {
        const text = sentence(tally);
        if (this.text.textContent !== text) {
            this.text.textContent = text;
        }
        this.bar.setAttribute('max', String(Math.max(tally.asked, 1)));
        this.bar.setAttribute('value', String(tally.asked - tally.open));
        this.next.toggleAttribute('disabled', tally.open === 0);
    }
}

const FIELDS = 'input:not([type=hidden]), textarea, select';

/** The field of an occurrence to type in or choose from: the chosen radio button, else the first field. @returns {HTMLElement|null} */
export function fieldOf(occurrence) {
    const place = contentOf(occurrence) ?? elementOf(occurrence);
    const own = [...(place?.querySelectorAll(FIELDS) ?? [])].filter(field => !field.disabled && field.offsetParent !== null);
    return own.find(field => field.checked && field.type === 'radio') ?? own[0] ?? null;
}

/** Goes to an occurrence. @returns {boolean} whether it has a field */
export function goTo(occurrence) {
    const field = fieldOf(occurrence);
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    elementOf(occurrence)?.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' });
    field?.focus({ preventScroll: true });
    return field !== null;
}
