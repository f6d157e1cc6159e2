import { button, byId, element, sentences } from './dom.js';
import { Problem } from './problem.js';

/** Says what is going on, to screen readers too. @param {string} text */
export function say(text) {
    byId('status').textContent = text;
}

/** Replaces what the page shows. @param {...Node} content */
export function show(...content) {
    byId('main').replaceChildren(...content);
}

/** The title of page and window. @param {string} text */
export function title(text) {
    byId('title').textContent = text;
    document.title = text;
}

/** What the form is about, under the title. @param {[string, string|undefined][]} facts */
export function about(facts) {
    const known = facts.filter(([, value]) => value);
    const list = byId('about');
    list.replaceChildren(
        ...known.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, String(value)))));
    list.hidden = known.length === 0;
}

/** Buttons below the form. @param {...Node} content */
export function actions(...content) {
    byId('actions').replaceChildren(...content);
    byId('actions').hidden = content.length === 0;
}

/** Buttons above the form. @param {...Node} content */
export function choices(...content) {
    byId('choices').replaceChildren(...content);
    byId('choices').hidden = content.length === 0;
}

/** A panel in place of the form; its heading gets the focus. @param {string} heading @param {...Node} content */
export function panel(heading, ...content) {
    const top = element('h2', { tabindex: '-1' }, heading);
    show(element('section', { class: 'panel' }, top, ...content));
    actions();
    choices();
    top.focus();
}

/**
 * Lets the person pick one of several things.
 * @template T
 * @param {string} heading
 * @param {string} text
 * @param {T[]} things
 * @param {(thing: T) => string} label
 * @returns {Promise<T>}
 */
export function pick(heading, text, things, label) {
    return new Promise(chosen => {
        const buttons = things.map(thing => element('li', {}, button(label(thing), () => chosen(thing))));
        panel(heading, element('p', {}, text), element('ul', { class: 'picks' }, ...buttons));
        say('');
    });
}

/**
 * Shows what went wrong and what to do, in place of the form.
 * @param {unknown} error
 * @param {(() => void)|null} [again] offered as "Try again"
 */
export function failed(error, again = null) {
    const problem = Problem.of(error);
    say('');
    panel(
        problem.message,
        sentences(problem.details.length > 0 ? problem.details : ['Go back to your EHR and open the form again.']),
        ...(again ? [element('p', {}, button('Try again', again, { primary: true }))] : []));
    byId('main').querySelector('.panel')?.setAttribute('role', 'alert');
}

/**
 * A note above the form.
 * @param {''|'warn'|'bad'|'good'} kind
 * @param {...Node} content
 */
export function note(kind, ...content) {
    return element('div', { class: `note ${kind}`, role: kind === 'bad' ? 'alert' : null }, ...content);
}
