/**
 * Date fields and short drop-down lists of the browser in place of LHC-Forms' own, which take a typed date only by mouse and
 * show a list in parts. LHC-Forms keeps the answer; its widget stays in the page, hidden, and follows.
 */

import { element } from '../dom.js';
import { contentOf } from './marks.js';
import { isQuestion } from './model.js';
import { keyOf, textOf } from './values.js';

/** Longer lists keep the field that searches while one types. */
const LONG = 60;

/**
 * @param {object} form live form data
 * @param {import('./model.js').Occurrence[]} all
 */
export function useNative(form, all) {
    for (const occurrence of all.filter(isQuestion)) {
        const content = contentOf(occurrence);
        const kind = content === null ? null : kindOf(occurrence, content);
        if (kind !== null) {
            const field = content.querySelector(':scope > .native') ?? place(form, occurrence, content, kind);
            kind.follow(field, occurrence);
        }
    }
}

function kindOf({ question }, content) {
    if (content.querySelector(':scope > lhc-item-date') !== null) {
        return DATE;
    }
    const list = content.querySelector(':scope > lhc-item-choice > lhc-item-choice-autocomplete');
    const fits = list !== null && !question.repeats && !question.open && (question.options?.length ?? LONG) < LONG;
    return fits ? LIST : null;
}

function place(form, occurrence, content, kind) {
    const { live, question } = occurrence;
    const field = kind.make(occurrence);
    field.id = `native-${live._elementId}`;
    field.classList.add('native');
    field.disabled = question.readOnly;
    field.addEventListener('change', () => {
        live.value = kind.value(field, occurrence);
        form.updateOnSourceItemChange(live);
        draw(content);
    });
    const widget = content.querySelector(':scope > lhc-item-date, :scope > lhc-item-choice');
    widget.classList.add('replaced');
    widget.before(field);
    document.getElementById(`label-${live._elementId}`)?.setAttribute('for', field.id);
    return field;
}

/** An event that LHC-Forms listens to: it draws what changed. */
function draw(content) {
    content.parentElement.dispatchEvent(new Event('click'));
}

function set(field, value) {
    if (field.value !== value && document.activeElement !== field) {
        field.value = value;
    }
}

const two = number => String(number).padStart(2, '0');

const DATE = {
    make: () => element('input', { type: 'date', min: '1900-01-01', max: '9999-12-31' }),
    value(field) {
        if (field.value === '') {
            return null;
        }
        const [year, month, day] = field.value.split('-').map(Number);
        return new Date(year, month - 1, day);
    },
    follow(field, { live }) {
        const day = live.value instanceof Date ? live.value : null;
        set(field, day === null ? '' : `${String(day.getFullYear()).padStart(4, '0')}-${two(day.getMonth() + 1)}-${two(day.getDate())}`);
    }
};

const LIST = {
    make: ({ question }) => element(
        'select', {},
        element('option', { value: '' }, 'Not Answered'),
        ...question.options.map(option => element('option', { value: keyOf(option) }, textOf(option)))),
    /** LHC-Forms wants its own object of the answer. */
    value: (field, { live, question }) => field.value === ''
        ? null
        : live.answers[question.options.findIndex(option => keyOf(option) === field.value)] ?? null,
    follow(field, { live, question }) {
        const at = live.value ? live.answers.findIndex(answer => same(answer, live.value)) : -1;
        set(field, at < 0 ? '' : keyOf(question.options[at]));
    }
};

const same = (one, other) => one.code || other.code
    ? one.code === other.code && (one.system ?? null) === (other.system ?? null)
    : one.text === other.text;

/** What is typed into a date field and is no date yet. */
export function halfADate(occurrence) {
    const field = document.getElementById(`native-${occurrence.live._elementId}`);
    return field instanceof HTMLInputElement && field.validity.badInput;
}
