/**
 * Fields for dates and times and short drop-down lists of the browser in place of LHC-Forms' own, which lose a date
 * that is typed and show a list in parts. LHC-Forms keeps the answer; its widget stays in the page, hidden, and follows.
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
    const time = content.querySelector(':scope > :is(lhc-item-date, lhc-item-datetime, lhc-item-time)');
    if (time !== null) {
        return { 'LHC-ITEM-DATE': DATE, 'LHC-ITEM-DATETIME': DATE_AND_TIME, 'LHC-ITEM-TIME': TIME }[time.tagName] ?? null;
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
    const widget = content.querySelector(':scope > :is(lhc-item-date, lhc-item-datetime, lhc-item-time, lhc-item-choice)');
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

const day = date => `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

/** A field of the browser for a value that LHC-Forms keeps as a Date. */
const dated = (type, most, text) => ({
    make: () => element('input', { type, min: `1900-01-01${most.slice(10)}`, max: most }),
    value: field => field.value === '' ? null : localDate(field.value),
    follow: (field, { live }) => set(field, live.value ? text(new Date(live.value)) : '')
});

function localDate(text) {
    const [year, month, date, hour = 0, minute = 0] = text.split(/[-T:]/).map(Number);
    return new Date(year, month - 1, date, hour, minute);
}

const DATE = dated('date', '9999-12-31', day);
const DATE_AND_TIME = dated(
    'datetime-local', '9999-12-31T00:00', date => `${day(date)}T${two(date.getHours())}:${two(date.getMinutes())}`);

const TIME = {
    make: () => element('input', { type: 'time' }),
    value: field => field.value === '' ? null : `${field.value}:00`.slice(0, 8),
    follow: (field, { live }) => set(field, typeof live.value === 'string' ? live.value.slice(0, 5) : '')
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
