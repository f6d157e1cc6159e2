/** Names and descriptions that LHC-Forms' widgets lack for people who do not see the form or use no mouse. */

import { messageId } from './messages.js';
import { contentOf, markId } from './marks.js';
import { elementOf, isQuestion } from './model.js';

/** @param {import('./model.js').Occurrence[]} all */
export function repair(all) {
    for (const occurrence of all) {
        const place = elementOf(occurrence);
        if (place !== null) {
            (isQuestion(occurrence) ? question : group)(place, occurrence);
            repetition(place, occurrence);
        }
    }
}

function set(element, name, value) {
    if (element !== null && element.getAttribute(name) !== value) {
        value === null ? element.removeAttribute(name) : element.setAttribute(name, value);
    }
}

function group(place, { question, live }) {
    if (question.type === 'group') {
        set(place, 'role', 'group');
        set(place, 'aria-labelledby', `label-${live._elementId}`);
    }
    place.classList.toggle('fixed', question.readOnly);
}

function question(place, occurrence) {
    const content = contentOf(occurrence);
    place.classList.toggle('fixed', occurrence.question.readOnly);
    if (content === null) {
        return;
    }
    const described = [messageId(occurrence), markId(occurrence)].filter(id => document.getElementById(id) !== null);
    const wrong = described.includes(messageId(occurrence));
    const label = `label-${occurrence.live._elementId}`;
    const radios = content.querySelector('[role=radiogroup]');
    const boxes = content.querySelector('nz-checkbox-wrapper');
    if (boxes !== null) {
        set(boxes, 'role', 'group');
        set(boxes, 'aria-labelledby', label);
        boxes.querySelectorAll('label[aria-label]').forEach(each => each.removeAttribute('aria-label'));
    }
    const widgets = radios ?? boxes ? [radios ?? boxes] : [...content.querySelectorAll('input, textarea, select')];
    for (const widget of widgets) {
        if (widget.type === 'file' || widget.closest('.lhc-de-unit, lhc-unit') !== null) {
            set(widget, 'aria-labelledby', label);
        }
        set(widget, 'aria-describedby', described.join(' ') || null);
        set(widget, 'aria-invalid', wrong && widget.getAttribute('role') !== 'group' ? 'true' : null);
        set(widget, 'aria-required', occurrence.question.required && widget.getAttribute('role') !== 'group' ? 'true' : null);
    }
    // A picture that opens what the field beside it opens as well; and a second way to give a file that is not ours to offer.
    content.querySelectorAll('.ant-picker-suffix').forEach(icon => set(icon, 'aria-hidden', 'true'));
    content.querySelectorAll('.toggle-attachment-fields').forEach(toggle => { toggle.hidden = true; });
    // With several files, the button beside the question removes the file with its place.
    content.querySelectorAll('.lf-remove-attachment').forEach(remove => {
        set(remove, 'aria-label', remove.title);
        remove.hidden = occurrence.repeated && !occurrence.alone;
    });
}

/** "Remove" buttons say what they remove; "-" says nothing. */
function repetition(place, { live, question, index, alone }) {
    const remove = document.getElementById(`del-${live._elementId}`);
    if (remove !== null && place.contains(remove)) {
        set(remove, 'aria-label', `Remove “${question.text}” ${index + 1}`);
        set(remove, 'title', 'Remove');
        remove.hidden = question.readOnly;
    }
    const add = document.getElementById(`add-${live._elementId}`);
    if (add !== null) {
        set(add, 'aria-label', `Add another: ${question.text}`);
        ['aria-controls', 'aria-describedby'].forEach(name => set(add, name, null));
    }
    const label = document.getElementById(`label-${live._elementId}`);
    if (label !== null && live._questionRepeatable) {
        set(label, 'data-number', alone ? null : String(index + 1));
    }
}

/**
 * LHC-Forms' radio buttons cancel the click that chooses them and only look chosen: the browser, and with it a screen
 * reader, takes the choice back. The click stays as it is here, and the button chosen.
 * @param {HTMLElement} place
 */
export function keepRadioButtons(place) {
    place.addEventListener('click', event => {
        if (event.target instanceof HTMLInputElement && event.target.type === 'radio') {
            event.preventDefault = () => {};
        }
    }, true);
}
