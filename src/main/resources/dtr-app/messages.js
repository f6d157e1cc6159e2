import { allItems } from './fhir.js';

/**
 * The questions that a refusal is about.
 * @param {import('./problem.js').Problem} problem
 * @param {any} form
 * @returns {{linkId: string, message: string}[]}
 */
export function messagesOf(problem, form) {
    const known = [...allItems(form.item ?? [])].map(each => each.linkId).sort((one, other) => other.length - one.length);
    return problem.issues.flatMap(issue => {
        const message = issue.diagnostics ?? issue.details?.text ?? '';
        const linkId = known.find(each => named(each, issue, message));
        return linkId ? [{ linkId, message: message.replace(/^linkId \S+: /, '') }] : [];
    });
}

/** Issues say `linkId x:`; those of other servers quote it in a FHIRPath. */
function named(linkId, issue, message) {
    const places = [message, ...(issue.expression ?? []), ...(issue.location ?? [])].join('\n');
    return places.includes(`linkId ${linkId}:`) || places.includes(`'${linkId}'`) || places.includes(`"${linkId}"`);
}
