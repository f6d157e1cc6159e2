import { extension, extensions, local, nameOf, personName, URLS, valueOf, words } from './fhir.js';
import { pick } from './page.js';
import { Problem } from './problem.js';

/** Requests and the like that documentation can be for, as $questionnaire-package takes them. */
const ORDERS = [
    'MedicationRequest', 'ServiceRequest', 'DeviceRequest', 'NutritionOrder', 'SupplyRequest', 'VisionPrescription',
    'CommunicationRequest', 'Appointment', 'Encounter'
];
const SEARCHED_ORDERS = ['MedicationRequest', 'ServiceRequest', 'DeviceRequest'];
const BACK = 'Go back to your EHR and open the form from the order.';

/**
 * What the form is about.
 * @typedef {object} Session
 * @property {import('./ehr.js').Ehr} ehr
 * @property {any} patient
 * @property {any} coverage
 * @property {any[]} orders usually one
 * @property {any|null} saved an unfinished QuestionnaireResponse that is to be continued
 * @property {any|null} task a payer's request for documentation
 * @property {any|null} user Practitioner or PractitionerRole
 * @property {string[]} forms canonicals that the launch names
 * @property {string|undefined} context coverage-assertion-id or trace number
 * @property {boolean} adaptive whether the launch asks for one question at a time
 * @property {Map<string, Promise<any[]>>} [read] searches that were made, by what they asked for
 */

/**
 * Reads what the launch is about (spec-113). What an EHR does not name, the person picks (spec-121).
 * @param {import('./ehr.js').Ehr} ehr
 * @param {any} client fhirclient's Client
 * @returns {Promise<Session>}
 */
export async function openSession(ehr, client) {
    if (!client.patient.id) {
        throw new Problem(`${ehr.name} did not say which patient the form is for.`, { details: [BACK] });
    }
    const patient = await ehr.read(`Patient/${client.patient.id}`);
    const token = client.state.tokenResponse;
    const named = contextOf(token);
    const resources = await Promise.all(named.references.map(reference => ehr.read(reference)));
    const of = type => resources.filter(each => each.resourceType === type);
    const saved = of('QuestionnaireResponse')[0] ?? null;
    const task = of('Task')[0] ?? null;
    const orders = await ordersOf(ehr, patient, resources, saved, task);
    const coverage = of('Coverage').find(each => each.status === 'active') ?? of('Coverage')[0]
        ?? await coverageOf(ehr, patient, orders, saved);
    return {
        ehr,
        patient,
        coverage,
        orders,
        saved,
        task,
        user: await ehr.readIfAllowed(client.getFhirUser()),
        forms: [...named.forms, ...formsOf(task)],
        context: contextId(orders, coverage, saved, task),
        adaptive: token.intent === 'adaptive'
    };
}

/** References and canonicals of fhirContext, in its shapes of SMART App Launch 2.0 and 2.1. */
function contextOf(token) {
    const entries = Array.isArray(token.fhirContext) ? token.fhirContext : [];
    const references = entries.map(each => (typeof each === 'string' ? each : each.reference)).filter(Boolean);
    const forms = entries.map(each => each.canonical).filter(each => typeof each === 'string' && each.includes('/Questionnaire/'));
    return { references, forms };
}

async function ordersOf(ehr, patient, resources, saved, task) {
    const launched = resources.filter(each => ORDERS.includes(each.resourceType));
    if (launched.length > 0) {
        return launched;
    }
    const references = [
        ...extensions(saved, URLS.qrContext).map(each => each.valueReference?.reference),
        task?.focus?.reference,
        ...(task?.basedOn ?? []).map(each => each.reference)
    ];
    const known = references.map(local).filter(each => ORDERS.includes(each.split('/')[0]));
    const found = (await Promise.all(known.map(each => ehr.readIfAllowed(each)))).filter(Boolean);
    return found.length > 0 || saved || task ? found : [await pickOrder(ehr, patient)];
}

async function pickOrder(ehr, patient) {
    const found = (await Promise.all(SEARCHED_ORDERS.map(type => ehr.searchIfAllowed(type, { patient: patient.id })))).flat()
        .filter(each => ['draft', 'active', 'on-hold'].includes(each.status));
    if (found.length === 0) {
        throw new Problem('There is no open order to document.', { details: [BACK] });
    }
    return found.length === 1
        ? found[0]
        : pick('Which order is the form for?', `Open orders of ${personName(patient) ?? 'the patient'}:`, found, orderLabel);
}

async function coverageOf(ehr, patient, orders, saved) {
    const references = [
        ...orders.flatMap(order => (order.insurance ?? []).map(each => each.reference)),
        ...extensions(saved, URLS.qrCoverage).map(each => each.valueReference?.reference)
    ];
    for (const reference of references.map(local).filter(each => each.startsWith('Coverage/'))) {
        const coverage = await ehr.readIfAllowed(reference);
        if (coverage) {
            return coverage;
        }
    }
    const found = (await ehr.search('Coverage', { patient: patient.id })).filter(each => each.status === 'active');
    if (found.length === 0) {
        throw new Problem(`${ehr.name} has no active coverage of this patient.`, {
            details: ['The form asks the payer what is needed, so it has to know the coverage. Add it, then open the form again.']
        });
    }
    return found.length === 1 ? found[0] : pick('Which coverage is the form for?', 'Active coverages:', found, coverageLabel);
}

/** Under which number the payer knows what came before: spec-107 after CRD, spec-109 after a pended request. */
function contextId(orders, coverage, saved, task) {
    const traced = extensions(saved, URLS.qrContext).map(each => each.valueReference?.identifier?.value).find(Boolean);
    return assertionId(orders, coverage) ?? traced ?? traceNumber(task);
}

/** The newest statement about the coverage, or about any when none names it. */
export function assertionId(orders, coverage) {
    const part = (statement, url) => valueOf(extension(statement, url));
    const statements = orders.flatMap(order => extensions(order, URLS.coverageInformation));
    const own = statements.filter(each => local(part(each, 'coverage')?.reference) === nameOf(coverage));
    const candidates = (own.length > 0 ? own : statements).filter(each => part(each, 'coverage-assertion-id'));
    candidates.sort((one, other) => String(part(other, 'date') ?? '').localeCompare(String(part(one, 'date') ?? '')));
    return candidates.length > 0 ? part(candidates[0], 'coverage-assertion-id') : undefined;
}

/** The trace number of a request for additional information; the Task carries it as an identifier. */
function traceNumber(task) {
    const identifiers = task?.identifier ?? [];
    return (identifiers.find(each => each.system?.endsWith('/trace')) ?? identifiers[0])?.value;
}

/** Forms that a Task asks for (CDex: input of type questionnaire). */
function formsOf(task) {
    return (task?.input ?? []).map(each => each.valueCanonical).filter(Boolean);
}

/** An order in words. @param {any} order */
export function orderLabel(order) {
    const what = words(order.medicationCodeableConcept) ?? order.medicationReference?.display ?? words(order.code)
        ?? words(order.codeCodeableConcept) ?? words(order.serviceType?.[0]) ?? words(order.type?.[0]) ?? order.resourceType;
    const when = order.authoredOn ?? order.start ?? order.period?.start;
    return when ? `${what}, ${when.slice(0, 10)}` : what;
}

/** A coverage in words. @param {any} coverage */
export function coverageLabel(coverage) {
    const payer = coverage.payor?.map(each => each.display ?? each.identifier?.value).find(Boolean) ?? 'Payer';
    return coverage.subscriberId ? `${payer}, member ${coverage.subscriberId}` : payer;
}
