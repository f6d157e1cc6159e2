import { answersOf } from './answers.js';
import { FormLogic, LogicError } from './cql.js';
import { gather } from './evidence.js';
import { pathOf, rowName } from './expressions.js';
import { withSource } from './origin.js';
import { offered } from './package.js';

/**
 * Fills a form from the EHR with the logic that came with it (spec-59, spec-62).
 * @param {import('./session.js').Session} session
 * @param {any} form a form, or the part of an adaptive form that is asked now
 * @param {{libraries: any[], valueSets: any[]}} pack
 * @returns {Promise<{items: any[], errors: string[]}>} items of a response with the answers found (source auto-client);
 *     errors of the logic, without anything about the patient
 */
export async function prepopulate(session, form, pack) {
    try {
        const logic = new FormLogic(form, pack.libraries, pack.valueSets);
        if (logic.expressions.size === 0) {
            return { items: [], errors: [] };
        }
        const bundle = await gather(session, logic.needs());
        const { values, errors } = await logic.run(bundle);
        return { items: filled(form.item ?? [], byLinkId(values), pack.valueSets), errors };
    } catch (error) {
        if (error instanceof LogicError) {
            return { items: [], errors: error.lines };
        }
        throw error;
    }
}

/** Values of items by their own expression. */
function byLinkId(values) {
    return item => values.get(item.linkId);
}

/** Values of items within a repetition: a path into the row, else their own expression. */
function byRow(name, row, outer) {
    return item => {
        const path = pathOf(item);
        return path && path.name === name ? path.path.reduce((value, step) => value?.[step], row) : outer(item);
    };
}

/**
 * The items that have an answer, nested as the form is.
 * @param {any[]} items
 * @param {(item: any) => any} source
 * @param {any[]} valueSets
 * @returns {any[]}
 */
export function filled(items, source, valueSets) {
    return items.flatMap(item => {
        if (item.type === 'display') {
            return [];
        }
        if (item.type !== 'group') {
            return question(item, source, valueSets);
        }
        const rows = item.repeats ? source(item) : null;
        return Array.isArray(rows)
            ? rows.filter(Boolean).flatMap(row => group(item, byRow(rowName(item), row, source), valueSets))
            : group(item, source, valueSets);
    });
}

function group(item, source, valueSets) {
    const children = filled(item.item ?? [], source, valueSets);
    return children.length > 0 ? [{ linkId: item.linkId, text: item.text, item: children }] : [];
}

function question(item, source, valueSets) {
    const answers = answersOf(item, source(item), offered(item, valueSets)).map(each => withSource(each, 'auto-client'));
    if (answers.length === 0) {
        return [];
    }
    const children = answers.length === 1 ? filled(item.item ?? [], source, valueSets) : [];
    return [{
        linkId: item.linkId,
        text: item.text,
        answer: answers.map(each => (children.length > 0 ? { ...each, item: children } : each))
    }];
}
