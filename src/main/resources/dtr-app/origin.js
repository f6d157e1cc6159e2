import { copy, extension, URLS } from './fhir.js';

/** Where answers come from: extension information-origin of DTR. */

/** The source of an answer: auto-client, auto-server, manual, override, or nothing. @param {any} answer */
export function sourceOf(answer) {
    return extension(extension(answer, URLS.informationOrigin), 'source')?.valueCode;
}

/** True when a person gave or changed the answer. @param {any} answer */
export function byHand(answer) {
    return ['manual', 'override'].includes(sourceOf(answer));
}

/** The answer with another source; its author stays. @param {any} answer @param {string} source */
export function withSource(answer, source) {
    const before = extension(answer, URLS.informationOrigin);
    const author = (before?.extension ?? []).filter(each => each.url === 'author' && ['manual', 'override'].includes(source));
    const origin = { url: URLS.informationOrigin, extension: [{ url: 'source', valueCode: source }, ...copy(author)] };
    const others = (answer.extension ?? []).filter(each => each.url !== URLS.informationOrigin);
    return { ...answer, extension: [...others, origin] };
}
