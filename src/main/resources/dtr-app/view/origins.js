/** Where answers come from (DTR information-origin), as extensions and in words. */

const URL = 'http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/information-origin';

const isOrigin = extension => extension.url === URL;

/** The source code of an answer, null when it says none. */
export function sourceOf(answer) {
    const origin = (answer.extension ?? []).find(isOrigin);
    return origin?.extension?.find(part => part.url === 'source')?.valueCode ?? null;
}

/** Whether a source means that nobody typed the answer: `auto-client`, `auto-server`, and `auto` of DTR 2.0.1. */
export const isAutomatic = source => source !== null && source.startsWith('auto');

/**
 * The answer with a person as its origin (invariant dtrx-1: these, and only these, name an author).
 * @param {object} answer
 * @param {'override'|'manual'} source
 * @param {{practitioner?: object, role?: object}|undefined} author
 */
export function byPerson(answer, source, author) {
    const known = [
        ...[author?.role].flat().filter(Boolean).map(role => ({ url: 'role', valueCodeableConcept: role })),
        ...(author?.practitioner ? [{ url: 'practitioner', valueReference: author.practitioner }] : [])
    ];
    const somebody = [{ url: 'role', valueCodeableConcept: { text: 'User of the form' } }];
    const named = { url: 'author', extension: known.length > 0 ? known : somebody };
    return {
        extension: [
            ...(answer.extension ?? []).filter(extension => !isOrigin(extension)),
            { url: URL, extension: [{ url: 'source', valueCode: source }, named] }
        ],
        ...withoutExtension(answer)
    };
}

/** The answer as the form itself gives it, before anybody looked at it. */
export function byForm(answer) {
    return { extension: [{ url: URL, extension: [{ url: 'source', valueCode: 'auto-server' }] }], ...withoutExtension(answer) };
}

function withoutExtension({ extension, ...rest }) {
    return rest;
}

/** The words for a source when the caller gave none. */
export function wordsFor(source) {
    switch (source) {
        case 'auto-client': return 'from the clinic’s record';
        case 'auto-server': return 'from the payer’s record';
        case 'auto': return 'filled in from a record';
        default: return '';
    }
}
