/** Refuses files before LHC-Forms takes them, with a message at the question instead of an alert. */

import { element } from '../dom.js';
import { contentOf } from './marks.js';
import { bytesOf, sizeText, valueOf } from './values.js';

const MAX_SIZE = 'http://hl7.org/fhir/StructureDefinition/maxSize';
const MIME_TYPE = 'http://hl7.org/fhir/StructureDefinition/mimeType';

/** 4 MiB: in base64 with the form around it well below what the payer's server takes. */
export const MOST_BYTES = 4 * 1024 * 1024;

/**
 * @param {HTMLElement} place
 * @param {() => import('./model.js').Occurrence[]} all
 * @param {number} most bytes
 * @param {(occurrence: import('./model.js').Occurrence, message: string|null) => void} say what is wrong with a file; null
 *     when nothing is
 */
export function guardAttachments(place, all, most, say) {
    place.addEventListener('change', event => {
        const field = /** @type {HTMLInputElement} */ (event.target);
        const file = field.type === 'file' ? field.files?.[0] : undefined;
        const occurrence = all().find(({ live }) => field.id === `file-${live._elementId}`);
        if (file === undefined || occurrence === undefined) {
            return;
        }
        const message = refusal(file, occurrence.question, most);
        say(occurrence, message);
        if (message !== null) {
            event.stopImmediatePropagation();
            field.value = '';
        }
    }, true);
}

/** Why a file cannot be attached; null when it can. @param {File} file */
export function refusal(file, { item }, most) {
    const says = url => (item.extension ?? []).filter(extension => extension.url === url).map(extension => valueOf(extension)?.[1]);
    const limit = Math.min(most, ...says(MAX_SIZE).map(Number));
    const types = says(MIME_TYPE);
    if (file.size === 0) {
        return `“${file.name}” is empty.`;
    }
    if (file.size > limit) {
        return `“${file.name}” has ${sizeText(file.size)}; at most ${sizeText(limit)} can be attached.`;
    }
    if (file.type === '') {
        return `The kind of “${file.name}” is not known. Give it an ending such as .pdf, .jpg or .txt.`;
    }
    return types.length === 0 || types.includes(file.type)
        ? null
        : `“${file.name}” is of the kind ${file.type}; here only ${types.join(', ')} can be attached.`;
}

/** Says beside each attached file how large it is. @param {import('./model.js').Occurrence[]} all */
export function showSizes(all) {
    for (const occurrence of all.filter(({ question }) => question.type === 'attachment')) {
        const link = contentOf(occurrence)?.querySelector('.download-link') ?? null;
        const text = link === null ? '' : sizeText(bytesOf(occurrence.live.value ?? {}));
        const old = link?.parentElement.querySelector('.file-size') ?? null;
        if (link !== null && old?.textContent !== text) {
            old?.remove();
            link.after(element('span', { class: 'file-size' }, text));
        }
    }
}
