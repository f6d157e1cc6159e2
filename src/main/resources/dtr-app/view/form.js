/** Shows a Questionnaire and gives the answers back. README.md says how it is used. */

import { element } from '../dom.js';
import { MOST_BYTES, guardAttachments, showSizes } from './attachments.js';
import { check } from './checks.js';
import { FormError, forRenderer, initialItems, questions } from './definition.js';
import { renderable } from './given.js';
import { Ledger } from './ledger.js';
import { load, onValueChange, render } from './lforms.js';
import { showMarks } from './marks.js';
import { Messages } from './messages.js';
import { flat, isQuestion } from './model.js';
import { useNative } from './native.js';
import { byForm } from './origins.js';
import { ProgressBar, counted, goTo, tally } from './progress.js';
import { keepRadioButtons, repair } from './repairs.js';
import { answerSheet } from './sheet.js';
import { keyOf } from './values.js';

export { FormError };

/** Begins to load what forms need. @returns {Promise<void>} */
export const preload = () => load();

/**
 * Shows a form.
 * @param {HTMLElement} container its content is replaced
 * @param {{questionnaire: object, valueSets?: object[], response?: object, origins?: Record<string, {source?: string, text?: string}>,
 *     author?: {practitioner?: object, role?: object}, readOnly?: boolean|Iterable<string>, today?: string,
 *     maxAttachmentBytes?: number}} shown
 * @returns {Promise<FormView>}
 */
export async function mountForm(container, shown) {
    const asked = questions(shown.questionnaire, shown.valueSets ?? [], shown.readOnly ?? false);
    const fresh = (shown.response?.item ?? []).length === 0;
    const suggested = fresh ? initialItems(asked) : [];
    const items = fresh ? withOrigin(suggested) : shown.response.item;
    const place = element('div', { class: 'dtr-form-body' });
    container.replaceChildren(element('div', { class: 'dtr-form' }, place));
    const form = await render(
        place, forRenderer(shown.questionnaire, asked),
        { resourceType: 'QuestionnaireResponse', status: 'in-progress', item: renderable(asked, items) });
    const origins = { ...Object.fromEntries(linkIds(suggested).map(id => [id, { text: 'suggested by the form' }])), ...shown.origins };
    return new FormView(container, place, new Ledger(form, asked, items, shown.author), { ...shown, origins });
}

function withOrigin(items) {
    return items.map(({ item, answer, ...rest }) => ({
        ...rest,
        ...(answer ? { answer: answer.map(byForm) } : {}),
        ...(item ? { item: withOrigin(item) } : {})
    }));
}

const linkIds = items => items.flatMap(({ linkId, item }) => [linkId, ...linkIds(item ?? [])]);

export class FormView {
    #listeners = new Set();
    #waiting = false;
    #gone = new AbortController();
    /** Files that were refused, by path. */
    #refusals = new Map();
    /** Messages of the server, with what the question said when they came. */
    #said = [];

    /**
     * Made by mountForm.
     * @param {HTMLElement} container
     * @param {HTMLElement} place
     * @param {Ledger} ledger
     * @param {Parameters<typeof mountForm>[1]} shown
     */
    constructor(container, place, ledger, shown) {
        this.container = container;
        this.ledger = ledger;
        this.shown = shown;
        this.bar = new ProgressBar(() => this.focusFirstOpen(true));
        this.messages = new Messages(message => this.focus(message.linkId, message.path));
        this.paper = element('div', { class: 'dtr-form-paper' });
        const title = shown.questionnaire.title ?? 'Form';
        // A page that is named after the form need not hear its name again.
        const named = document.querySelector('h1')?.textContent.trim() === title;
        place.before(...(named ? [] : [element('h2', { class: 'form-title' }, title)]), this.bar.root, this.messages.root);
        place.after(this.paper);
        onValueChange(ledger.form, () => this.#changed());
        this.watch = new MutationObserver(() => this.#soon());
        this.watch.observe(place, { childList: true, subtree: true });
        keepRadioButtons(place);
        guardAttachments(place, () => this.#all(), shown.maxAttachmentBytes ?? MOST_BYTES, (occurrence, message) => {
            message === null ? this.#refusals.delete(occurrence.path) : this.#refusals.set(occurrence.path, message);
            this.#recheck([occurrence.path]);
        });
        place.addEventListener('focusout', event => this.#left(/** @type {HTMLElement} */ (event.target)));
        window.addEventListener('beforeprint', () => this.paper.replaceChildren(this.sheet()), { signal: this.#gone.signal });
        this.#refresh();
    }

    /** The response as it is now: everything of the given one, the items anew. @returns {object} */
    response() {
        const { item, ...given } = structuredClone(this.shown.response ?? this.#begun());
        const items = structuredClone(this.ledger.items());
        return items.length > 0 ? { ...given, item: items } : given;
    }

    #begun() {
        const { url, version } = this.shown.questionnaire;
        return {
            resourceType: 'QuestionnaireResponse',
            ...(url ? { questionnaire: version ? `${url}|${version}` : url } : {}),
            status: 'in-progress'
        };
    }

    /** Calls after every change of an answer. @param {() => void} listener @returns {() => void} ends it */
    onChange(listener) {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
    }

    /** @returns {{asked: number, open: number}} */
    progress() {
        return tally(counted(this.ledger, this.ledger.occurrences()));
    }

    /** Checks all answers and shows what is wrong. @returns {import('./checks.js').Message[]} */
    validate() {
        const found = this.#wrong();
        this.#said = [];
        this.#show(found, true);
        if (found.length > 0) {
            this.messages.root.focus();
        }
        return found;
    }

    /** Shows messages at their questions, for example of the server. @param {{linkId: string, path?: string, message: string}[]} messages */
    showMessages(messages) {
        this.#said = messages.map(message => ({ ...message, about: this.#answersOf(message) }));
        this.#show(this.#said, true);
        if (messages.length > 0) {
            this.messages.root.focus();
        }
    }

    clearMessages() {
        this.#said = [];
        this.#show([], false);
    }

    #show(messages, listed) {
        const texts = new Map(this.#all().map(({ question }) => [question.linkId, question.text]));
        this.messages.show(messages.map(message => ({ ...message, question: texts.get(message.linkId) })), listed);
        this.#refresh();
    }

    /** What the questions of a message say now: when that changes, what was said about it no longer holds. */
    #answersOf({ linkId, path }) {
        return JSON.stringify(this.#all()
            .filter(each => each.question.linkId === linkId && (path === undefined || path === each.path))
            .map(each => this.ledger.answers(each).map(keyOf)));
    }

    /** Goes to the first open question, or the next one after the focus. @returns {boolean} whether there is one */
    focusFirstOpen(next = false) {
        const open = counted(this.ledger, this.ledger.occurrences()).filter(each => !each.answered).map(each => each.occurrence);
        const here = document.activeElement;
        const after = next
            ? open.find(({ live }) => follows(here, document.getElementById(`item-${live._elementId}`)))
            : undefined;
        const target = after ?? open[0];
        return target !== undefined && goTo(target);
    }

    /** Goes to a question. @param {string} linkId @param {string} [path] @returns {boolean} whether it is there */
    focus(linkId, path) {
        const all = this.#all().filter(each => each.shown && each.question.linkId === linkId);
        const target = all.find(each => each.path === path) ?? all[0];
        return target !== undefined && goTo(target);
    }

    /** The answers for paper. @returns {HTMLElement} */
    sheet() {
        return answerSheet(this.shown.questionnaire.title ?? 'Form', this.ledger, this.shown.origins);
    }

    destroy() {
        this.watch.disconnect();
        this.#gone.abort();
        this.#listeners.clear();
        this.container.replaceChildren();
    }

    #all() {
        return flat(this.ledger.occurrences());
    }

    #wrong() {
        const files = this.#all().filter(({ path }) => this.#refusals.has(path)).map(({ path, question }) =>
            ({ linkId: question.linkId, path, message: this.#refusals.get(path) }));
        return [...check(this.ledger, this.#all(), this.shown.today ?? localDay()), ...files];
    }

    /** A field that the user leaves says what is wrong with what was typed; that something is missing is said at the end. */
    #left(field) {
        const occurrence = this.#all().filter(isQuestion).findLast(({ live }) =>
            document.getElementById(`item-${live._elementId}`)?.contains(field));
        if (occurrence !== undefined) {
            setTimeout(() => this.#recheck([occurrence.path]), 200);
        }
    }

    /** Looks again at some questions and at those that show a message. */
    #recheck(paths) {
        const old = this.messages.shown;
        const wrong = this.#wrong();
        const known = new Set([...paths, ...old.map(({ path }) => path)]);
        const kept = wrong.filter(({ path, missing }) => known.has(path) && (!missing || old.some(each => each.path === path)));
        const said = this.#said.filter(message => message.about === this.#answersOf(message));
        this.#show([...kept, ...said], !this.messages.root.hidden);
    }

    #changed() {
        if (this.messages.shown.length > 0) {
            this.#recheck([]);
        }
        this.#soon();
        queueMicrotask(() => this.#listeners.forEach(listener => listener()));
    }

    /** Waits until LHC-Forms has drawn what changed. */
    #soon() {
        if (!this.#waiting) {
            this.#waiting = true;
            setTimeout(() => {
                this.#waiting = false;
                if (!this.#gone.signal.aborted) {
                    this.#refresh();
                }
            }, 30);
        }
    }

    #refresh() {
        const all = this.#all();
        useNative(this.ledger.form, all);
        showMarks(this.ledger, all, this.shown.origins, () => this.#changed());
        this.messages.place(all);
        showSizes(all);
        repair(all);
        this.bar.show(this.progress());
    }
}

const follows = (here, there) => here !== null && there !== null && !there.contains(here)
    && (here.compareDocumentPosition(there) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;

function localDay() {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(part => String(part).padStart(2, '0')).join('-');
}
