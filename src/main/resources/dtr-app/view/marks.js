/** Says beside an answer where it comes from. */

import { button, element } from '../dom.js';
import { elementOf, isQuestion } from './model.js';
import { isAutomatic, sourceOf, wordsFor } from './origins.js';
import { fit } from './given.js';
import { textOf } from './values.js';

/** What there is to say about an occurrence. @typedef {{kind: 'filled'|'changed'|'kept'|'refused', text: string}} Mark */

/**
 * @param {import('./ledger.js').Ledger} ledger
 * @param {import('./model.js').Occurrence} occurrence
 * @param {Record<string, {source?: string, text?: string}>} origins
 * @returns {Mark|null}
 */
export function markOf(ledger, occurrence, origins) {
    const { given, refused, beside } = ledger.entry(occurrence);
    const changed = ledger.changed(occurrence);
    const first = given.find(answer => isAutomatic(sourceOf(answer)));
    const from = words(occurrence, first ?? refused[0], origins);
    if (beside && !changed) {
        return keptBeside(occurrence, given, from);
    }
    if (first === undefined) {
        return withoutSource(ledger, occurrence, changed, from);
    }
    const said = given.filter(answer => isAutomatic(sourceOf(answer))).map(textOf).join('; ');
    if (!changed) {
        return { kind: 'filled', text: capital(from) };
    }
    const verb = ledger.answers(occurrence).length > 0 ? 'Changed by you' : 'Removed by you';
    return { kind: 'changed', text: `${verb}. Before: ${said} (${from})` };
}

function keptBeside({ question }, given, from) {
    const said = given.map(textOf).join('; ');
    const why = given.some(answer => fit(question, answer) === 'partial') ? ', day not known' : '';
    return { kind: 'kept', text: `${capital(from || 'entered before')}: ${said}${why}. It stays the answer unless you enter another.` };
}

function withoutSource(ledger, occurrence, changed, from) {
    const { given, refused } = ledger.entry(occurrence);
    if (refused.length > 0 && !changed) {
        const said = refused.map(textOf).join('; ');
        return { kind: 'refused', text: `${capital(from || 'filled in')}: ${said}. That is none of the choices; please choose one.` };
    }
    if (given.some(answer => sourceOf(answer) === 'override')) {
        return { kind: 'changed', text: changed ? 'Changed by you' : 'Changed by hand before the form was last saved' };
    }
    return null;
}

function words({ path, question }, answer, origins) {
    const said = origins[path]?.text ?? origins[question.linkId]?.text;
    return said ?? wordsFor(answer === undefined ? null : sourceOf(answer));
}

const capital = text => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * Brings the marks on the page up to date.
 * @param {import('./ledger.js').Ledger} ledger
 * @param {import('./model.js').Occurrence[]} all
 * @param {Record<string, object>} origins
 * @param {() => void} refresh called when a mark's button changed an answer
 */
export function showMarks(ledger, all, origins, refresh) {
    for (const occurrence of all.filter(isQuestion)) {
        const place = contentOf(occurrence);
        if (place !== null) {
            const mark = markOf(ledger, occurrence, origins);
            put(place, occurrence, mark, () => {
                ledger.dismiss(occurrence);
                refresh();
            });
        }
    }
}

function put(place, occurrence, mark, dismiss) {
    const id = markId(occurrence);
    const old = place.querySelector(':scope > .origin');
    if (old !== null && mark !== null && old.dataset.text === mark.text) {
        return;
    }
    old?.remove();
    if (mark !== null) {
        const remove = mark.kind === 'kept' && !occurrence.question.readOnly ? button('Remove this answer', dismiss) : null;
        place.append(element(
            'p', { class: `origin ${mark.kind}`, 'data-text': mark.text },
            element('span', { id, class: 'origin-text' }, mark.text), remove));
    }
}

/** The id of an occurrence's mark. */
export const markId = ({ live }) => `origin-${live._elementId}`;

/** Where marks and messages of a question go. @returns {HTMLElement|null} */
export function contentOf(occurrence) {
    return elementOf(occurrence)?.querySelector(':scope > lhc-item-question > .lhc-de-input-unit > .lhc-de-input-unit-content') ?? null;
}
