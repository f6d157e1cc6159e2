/**
 * Makes an element. Text is always text, never markup.
 * @param {string} name
 * @param {Record<string, string|boolean|EventListener|null|undefined>} [attributes] `onclick` and the like take functions
 * @param {...(Node|string|null|undefined)} children
 * @returns {HTMLElement}
 */
export function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
        if (typeof value === 'function') {
            made.addEventListener(key.slice(2), value);
        } else if (value !== null && value !== undefined && value !== false) {
            made.setAttribute(key, value === true ? '' : value);
        }
    }
    made.append(...children.filter(child => child !== null && child !== undefined));
    return made;
}

/** A button. @param {string} text @param {() => void} act @param {{primary?: boolean, id?: string}} [as] */
export function button(text, act, { primary = false, id } = {}) {
    return element(
        'button', { type: 'button', class: primary ? 'button main-action' : 'button', id, onclick: () => act() }, text);
}

/** The element with an id of the page. @param {string} id @returns {HTMLElement} */
export function byId(id) {
    return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** A list of sentences, or one paragraph. @param {string[]} texts */
export function sentences(texts) {
    return texts.length === 1
        ? element('p', {}, texts[0])
        : element('ul', {}, ...texts.map(text => element('li', {}, text)));
}
