import { said } from './answers.js';
import { copy } from './fhir.js';

/**
 * The state of an adaptive form: the response as the payer last gave it, with the form so far contained in it, and which
 * questions came together.
 */
export class Steps {
    /** @param {any} response a draft, or a saved one that is continued */
    constructor(response) {
        this.response = response;
        /** Questions that were answered, by step. @type {string[][]} */
        this.earlier = this.#begun().map(each => [each.linkId]);
    }

    /**
     * Earlier questions of a response that is continued: which came together is not recorded. All before the last answer
     * are earlier; the last one too when something comes after it, else it is asked again.
     */
    #begun() {
        const items = this.#items();
        const last = items.findLastIndex(each => hasAnswer(this.#answer(each.linkId)));
        const open = items.slice(last + 1).some(each => each.type !== 'display');
        return items.slice(0, this.complete ? items.length : open ? last + 1 : Math.max(last, 0));
    }

    /** The contained form. */
    get form() {
        const id = String(this.response.questionnaire ?? '').replace('#', '');
        return (this.response.contained ?? []).find(each => each.resourceType === 'Questionnaire' && each.id === id) ?? { item: [] };
    }

    get complete() {
        return this.response.status === 'completed';
    }

    /** Questions that wait for an answer. */
    current() {
        const done = new Set(this.earlier.flat());
        return this.#items().filter(each => !done.has(each.linkId));
    }

    /** True when there is something to answer; texts alone need nothing. */
    waiting() {
        return !this.complete && this.current().some(each => each.type !== 'display');
    }

    /** Answers of the payer to the questions that wait. */
    known() {
        const current = new Set(this.current().map(each => each.linkId));
        return (this.response.item ?? []).filter(each => current.has(each.linkId));
    }

    /** The response with answers to the current questions. @param {any[]} items */
    with(items) {
        const current = new Set(this.current().map(each => each.linkId));
        const others = (this.response.item ?? []).filter(each => !current.has(each.linkId));
        const order = this.#items().map(each => each.linkId);
        const all = [...others, ...items].sort((one, other) => order.indexOf(one.linkId) - order.indexOf(other.linkId));
        return { ...copy(this.response), item: all };
    }

    /** The payer has taken the answers and perhaps asks more. @param {any} response */
    advance(response) {
        this.earlier.push(this.current().map(each => each.linkId));
        this.response = response;
    }

    /** Goes back to a question; what was asked after it will be asked anew. @param {string} linkId */
    backTo(linkId) {
        const step = this.earlier.findIndex(each => each.includes(linkId));
        const kept = new Set(this.earlier.slice(0, step + 1).flat());
        const back = copy(this.response);
        back.status = 'in-progress';
        back.item = (back.item ?? []).filter(each => kept.has(each.linkId));
        back.extension = (back.extension ?? []).filter(each => !each.url.endsWith('/ext-coverage-information'));
        this.response = back;
        this.form.item = this.#items().filter(each => kept.has(each.linkId));
        this.earlier = this.earlier.slice(0, step);
    }

    /** Earlier questions with their answers in words. @returns {{linkId: string, text: string, answers: string[]}[]} */
    summary() {
        const done = new Set(this.earlier.flat());
        return this.#items()
            .filter(each => done.has(each.linkId) && each.type !== 'display')
            .map(each => ({ linkId: each.linkId, text: each.text ?? each.linkId, answers: words(this.#answer(each.linkId)) }));
    }

    #items() {
        return this.form.item ?? [];
    }

    /** Repeating groups have one item for each repetition. */
    #answer(linkId) {
        return (this.response.item ?? []).filter(each => each.linkId === linkId);
    }
}

function hasAnswer(items) {
    return items.some(each => (each.answer ?? []).length > 0 || hasAnswer(each.item ?? []));
}

function words(items) {
    return items.flatMap(each => {
        const own = (each.answer ?? []).flatMap(answer => [said(answer), ...words(answer.item ?? [])]);
        const below = words(each.item ?? []);
        return [...own, ...(below.length > 0 ? [below.join(', ')] : [])];
    });
}
