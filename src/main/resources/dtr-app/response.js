import { copy, extensions, local, nameOf, personName, URLS, words } from './fhir.js';

/** Responses as the guides want them. */

/** Who writes on answers given by hand, for the view; such an answer always names somebody (dtrx-1). @param {any|null} user Practitioner or PractitionerRole */
export function authorOf(user) {
    if (user?.resourceType === 'PractitionerRole') {
        const role = user.code?.[0] ?? user.specialty?.[0];
        return { ...(user.practitioner ? { practitioner: user.practitioner } : {}), ...(role ? { role } : {}) };
    }
    if (user?.resourceType === 'Practitioner') {
        const name = personName(user);
        return { practitioner: { reference: nameOf(user), ...(name ? { display: name } : {}) } };
    }
    return { practitioner: { display: 'Not named by the EHR' } };
}

/** The response to be stored as unfinished. @param {any} response */
export function unfinished(response) {
    return { ...copy(response), status: 'in-progress', authored: new Date().toISOString() };
}

/** The response marked as complete by the person (spec-144). @param {any} response @param {any|null} user */
export function completed(response, user) {
    const done = { ...copy(response), status: 'completed', authored: new Date().toISOString() };
    if (user) {
        const display = personName(user) ?? words(user.code?.[0]);
        done.author = { reference: nameOf(user), ...(display ? { display } : {}) };
    }
    return done;
}

/**
 * The copy for the payer: references lead to the EHR whatever server they are read on; identifiers stay.
 * @param {any} response
 * @param {string} base of the EHR
 * @param {string|undefined} id the payer's, once it has one
 */
export function forPayer(response, base, id) {
    const { id: _, meta, ...rest } = copy(response);
    const sent = { ...rest, ...(id ? { id } : {}), ...(meta?.profile ? { meta: { profile: meta.profile } } : {}) };
    makeAbsolute(sent, base);
    return sent;
}

function makeAbsolute(node, base) {
    if (Array.isArray(node)) {
        node.forEach(each => makeAbsolute(each, base));
    } else if (node && typeof node === 'object') {
        if (typeof node.reference === 'string' && /^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]+$/.test(node.reference)) {
            node.reference = `${base}/${node.reference}`;
        }
        Object.values(node).forEach(each => makeAbsolute(each, base));
    }
}

/** The form of a response: of an adaptive one the form that its contained one is derived from. @param {any} response */
export function formOf(response) {
    const asked = response?.questionnaire ?? '';
    if (!asked.startsWith('#')) {
        return asked;
    }
    return (response.contained ?? []).find(each => `#${each.id}` === asked)?.derivedFrom?.[0] ?? '';
}

/** True when a response is about one of the orders, or does not say. @param {any} response @param {any[]} orders */
export function isAbout(response, orders) {
    const named = extensions(response, URLS.qrContext).map(each => local(each.valueReference?.reference)).filter(Boolean);
    return named.length === 0 || orders.some(order => named.includes(nameOf(order)));
}
