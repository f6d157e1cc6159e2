import { codes, canonicalOf, expired, isAdaptive } from './package.js';
import { extensions, canonical, personName, URLS } from './fhir.js';
import { about, pick, say, title } from './page.js';
import { expand, questionnairePackage } from './payer.js';
import { Problem } from './problem.js';
import { formOf, isAbout, unfinished } from './response.js';
import { coverageLabel, orderLabel } from './session.js';

/**
 * A form that was chosen, with what is needed to show and keep it.
 * @typedef {object} Opened
 * @property {import('./session.js').Session} session
 * @property {import('./package.js').FormPackage} pack
 * @property {any|null} saved an unfinished response to it, at the EHR
 * @property {string[]} notes for the person
 * @property {string|undefined} returnTo page of the EHR to go back to
 * @property {string|undefined} payerId of the response at the payer, once it was handed over
 */

/**
 * Asks the payer which form is needed and lets the person choose when there are several.
 * @param {import('./session.js').Session} session
 * @param {string|undefined} returnTo
 * @returns {Promise<Opened>}
 */
export async function open(session, returnTo) {
    say('Asking the payer which form is needed …');
    const named = session.saved ? [formOf(session.saved)].filter(Boolean) : session.forms;
    const request = { ...await requestOf(session), questionnaires: named };
    const { packages, warnings } = await ask(session, request);
    const wanted = session.saved && named.length > 0
        ? packages.filter(each => each.questionnaire.url === canonical(named[0]).url)
        : packages;
    if (wanted.length === 0) {
        throw new Problem('No form is needed.', { details: warnings.length > 0 ? warnings : ['The payer asks for no documentation of this order.'] });
    }
    const chosen = wanted.length === 1
        ? wanted[0]
        : await pick('Which form?', 'The payer asks for several forms. Each is filled in by itself.', wanted, each => each.questionnaire.title ?? each.questionnaire.url);
    const byName = session.forms.some(each => canonical(each).url === chosen.questionnaire.url);
    const other = !session.saved && !byName && session.adaptive !== isAdaptive(chosen.questionnaire);
    const ready = other ? await otherShape(session, chosen.questionnaire) ?? chosen : chosen;
    const saved = session.saved ?? await unfinishedOne(session, ready);
    const opened = { session, pack: await expanded(ready), saved, notes: warnings, returnTo, payerId: undefined };
    await checkTime(opened, request);
    showFacts(opened);
    return opened;
}

/** A context that the payer does not know (any more) must not keep the order's form from opening. */
async function ask(session, request) {
    try {
        return await questionnairePackage(request);
    } catch (error) {
        if (Problem.of(error).status !== 422 || !request.context || request.orders.length === 0) {
            throw error;
        }
        delete request.context;
        const { packages, warnings } = await questionnairePackage(request).catch(() => {
            throw error;
        });
        session.context = undefined;
        const lost = 'The payer does not know what was said about this order before. The form was chosen by the order itself.';
        return { packages, warnings: [lost, ...warnings] };
    }
}

/**
 * The same form in its other shape: one step at a time, or whole.
 * @param {import('./session.js').Session} session
 * @param {any} questionnaire
 * @returns {Promise<import('./package.js').FormPackage|null>} null when the payer has none
 */
export async function otherShape(session, questionnaire) {
    const url = isAdaptive(questionnaire)
        ? canonical(questionnaire.derivedFrom?.[0] ?? '').url
        : `${questionnaire.url}-adaptive`;
    const { packages } = await questionnairePackage({ ...await requestOf(session), questionnaires: [url] });
    const found = packages.find(each => each.questionnaire.url === url);
    return found ? expanded(found) : null;
}

/** What every question for packages says: whom and what it is about, and no more of the record than that. */
async function requestOf(session) {
    const { patient, coverage, orders, ehr } = session;
    const { resourceType, id, identifier, name, gender, birthDate } = patient;
    const references = [
        ...(coverage.payor ?? []).filter(each => !each.identifier).map(each => each.reference),
        ...orders.flatMap(order => [order.medicationReference?.reference, order.requester?.reference])
    ];
    const referenced = await Promise.all([...new Set(references.filter(Boolean))].map(each => ehr.readIfAllowed(each)));
    return {
        coverage,
        orders,
        context: session.context,
        referenced: [{ resourceType, id, identifier, name, gender, birthDate }, ...referenced.filter(Boolean)]
    };
}

/** A response that was begun earlier for the same form and order. */
async function unfinishedOne(session, pack) {
    const found = await session.ehr.searchIfAllowed('QuestionnaireResponse', { patient: session.patient.id, status: 'in-progress' });
    const own = found
        .filter(each => each.status === 'in-progress' && isAbout(each, session.orders))
        .filter(each => canonical(formOf(each)).url === pack.questionnaire.url)
        .sort((one, other) => String(other.meta?.lastUpdated ?? '').localeCompare(String(one.meta?.lastUpdated ?? '')));
    return own[0] ?? null;
}

/** Value sets that come without their codes are asked for (spec-84). */
async function expanded(pack) {
    const valueSets = await Promise.all(pack.valueSets.map(async set =>
        (set.expansion && codes(set.expansion.contains ?? []).length > 0 ? set : expand(canonicalOf(set)).catch(() => set))));
    return { ...pack, valueSets };
}

/** What was begun with a form that has changed or run out since (oper-20, spec-123). */
async function checkTime(opened, request) {
    const { saved, pack, session } = opened;
    if (!saved) {
        return;
    }
    if (expired(pack.questionnaire, new Date().toISOString().slice(0, 10))) {
        await session.ehr.store({ ...saved, status: 'stopped' });
        throw new Problem('The form you began is no longer valid.', {
            details: ['What was recorded with it has expired. Open the form again from the order to begin with the current one.']
        });
    }
    const since = saved.meta?.lastUpdated;
    if (since) {
        const { packages } = await questionnairePackage({ ...request, changedSince: since });
        if (packages.some(each => each.questionnaire.url === pack.questionnaire.url)) {
            opened.notes.push('The form has changed since you saved it. Please look through your answers again.');
        }
        opened.notes.push(`Continued from what was saved on ${new Date(since).toLocaleString()}.`);
    }
}

function showFacts({ session, pack }) {
    title(pack.questionnaire.title ?? 'Documentation form');
    about([
        ['Patient', personName(session.patient)],
        ['Born', session.patient.birthDate],
        ['Coverage', coverageLabel(session.coverage)],
        ['Order', session.orders.map(orderLabel).join('; ')]
    ]);
}

/** The payer's draft, and whoever asks for one again starts from it. @param {Opened} opened */
export function draftOf(opened) {
    const { pack, session } = opened;
    const draft = pack.response ?? {
        resourceType: 'QuestionnaireResponse',
        questionnaire: canonicalOf(pack.questionnaire),
        subject: { reference: `Patient/${session.patient.id}` },
        extension: [{ url: URLS.qrCoverage, valueReference: { reference: `Coverage/${session.coverage.id}` } }]
    };
    const kept = extensions(opened.saved, URLS.qrContext);
    return unfinished(kept.length > 0 && extensions(draft, URLS.qrContext).length === 0
        ? { ...draft, extension: [...(draft.extension ?? []), ...kept] }
        : draft);
}
