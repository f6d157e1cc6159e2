/** Shows messages at the questions and a list of them above the form. */

import { button, element } from '../dom.js';
import { contentOf } from './marks.js';
import { elementOf } from './model.js';

export class Messages {
    /** @type {import('./checks.js').Message[]} */
    #shown = [];

    /** @param {(message: import('./checks.js').Message) => void} go goes to the question of a message */
    constructor(go) {
        this.go = go;
        this.root = element('div', { class: 'messages', tabindex: '-1', hidden: true });
    }

    get shown() {
        return this.#shown;
    }

    /** Shows exactly these. @param {import('./checks.js').Message[]} messages @param {boolean} [listed] also above the form */
    show(messages, listed = true) {
        this.#shown = messages;
        this.root.hidden = messages.length === 0 || !listed;
        const count = messages.length === 1 ? 'Please check one answer' : `Please check ${messages.length} answers`;
        this.root.replaceChildren(...(messages.length === 0 || !listed ? [] : [
            element('h3', {}, count),
            element('ul', {}, ...messages.map(message => message.question
                ? element('li', {}, button(message.question, () => this.go(message)), ` ${message.message}`)
                : element('li', {}, message.message)))
        ]));
    }

    /** Brings the messages at the questions up to date. @param {import('./model.js').Occurrence[]} all */
    place(all) {
        for (const occurrence of all) {
            const here = this.#shown.filter(({ linkId, path }) =>
                path ? path === occurrence.path : linkId === occurrence.question.linkId && occurrence.index === 0);
            const place = contentOf(occurrence) ?? elementOf(occurrence);
            if (place !== null) {
                put(place, occurrence, [...new Set(here.map(({ message }) => message))].join(' '));
            }
        }
    }
}

function put(place, occurrence, text) {
    const old = place.querySelector(':scope > .message');
    if ((old?.textContent ?? '') !== text) {
        old?.remove();
        if (text !== '') {
            place.append(element('p', { class: 'message', id: messageId(occurrence) }, text));
        }
    }
}

/** The id of an occurrence's message. */
export const messageId = ({ live }) => `message-${live._elementId}`;
