import { local, nameOf } from './fhir.js';

/** How a type is searched by its code; types that are not here are asked for whole. */
const CODE_PARAMETER = {
    AllergyIntolerance: 'code', Condition: 'code', DeviceRequest: 'code', DiagnosticReport: 'code', Immunization: 'vaccine-code',
    Observation: 'code', Procedure: 'code', ServiceRequest: 'code'
};
/** Types that are not found by patient: what the orders refer to is read instead. */
const NOT_OF_PATIENT = ['Patient', 'Practitioner', 'PractitionerRole', 'Organization', 'Location', 'Medication', 'Coverage'];
/** Earlier responses are not used to fill new ones (spec-125). */
const NEVER = ['QuestionnaireResponse'];
const CODES_IN_A_SEARCH = 40;
const MOST_SEARCHES = 5;

/**
 * The searches that bring what the logic needs, one list per type.
 * @param {import('./needs.js').Need[]} needs
 * @returns {{type: string, parameters: Record<string, string>}[]} without the patient
 */
export function searches(needs) {
    const types = [...new Set(needs.map(each => each.type))]
        .filter(type => !NOT_OF_PATIENT.includes(type) && !NEVER.includes(type));
    return types.flatMap(type => {
        const own = needs.filter(each => each.type === type);
        const parameter = CODE_PARAMETER[type];
        const byCode = parameter && own.every(each => each.codes && ['code', 'vaccineCode'].includes(each.property));
        const asked = byCode ? [...new Set(own.flatMap(each => each.codes).map(each => `${each.system}|${each.code}`))] : [];
        if (!byCode || asked.length > CODES_IN_A_SEARCH * MOST_SEARCHES) {
            return [{ type, parameters: {} }];
        }
        const parts = [];
        for (let from = 0; from < asked.length; from += CODES_IN_A_SEARCH) {
            parts.push({ type, parameters: { [parameter]: asked.slice(from, from + CODES_IN_A_SEARCH).join(',') } });
        }
        return parts;
    });
}

/**
 * Reads what the logic needs from the EHR. What it does not give out is as if it were not there (spec-82, spec-119).
 * @param {import('./session.js').Session} session
 * @param {import('./needs.js').Need[]} needs
 * @returns {Promise<any>} a Bundle
 */
export async function gather(session, needs) {
    const found = await Promise.all(searches(needs).map(each => once(session, each)));
    const wanted = new Set(needs.map(each => each.type));
    const clinical = [...session.orders.filter(each => wanted.has(each.resourceType)), ...found.flat()];
    const around = await Promise.all([...people(session, wanted), ...medications(session, clinical)]);
    const unique = new Map([session.patient, session.coverage, ...clinical, ...around.flat()]
        .filter(Boolean)
        .map(each => [nameOf(each), each]));
    return { resourceType: 'Bundle', type: 'collection', entry: [...unique.values()].map(resource => ({ resource })) };
}

/** What was read for one question serves the next ones too (spec-162). What failed is asked for again. */
async function once(session, { type, parameters }) {
    session.read ??= new Map();
    const key = `${type}?${new URLSearchParams(parameters)}`;
    if (!session.read.has(key)) {
        session.read.set(key, session.ehr.searchIfAllowed(type, { patient: session.patient.id, ...parameters }));
    }
    return session.read.get(key).catch(error => {
        session.read.delete(key);
        throw error;
    });
}

/** Who ordered, with their roles, where the logic asks for people. */
function people(session, wanted) {
    if (!['Practitioner', 'PractitionerRole', 'Organization'].some(type => wanted.has(type))) {
        return [];
    }
    return session.orders.map(async order => {
        const requester = await session.ehr.readIfAllowed(order.requester?.reference);
        if (requester?.resourceType === 'PractitionerRole') {
            return [requester, await session.ehr.readIfAllowed(requester.practitioner?.reference)];
        }
        if (requester?.resourceType === 'Practitioner') {
            return [requester, ...await session.ehr.searchIfAllowed('PractitionerRole', { practitioner: requester.id })];
        }
        return requester ? [requester] : [];
    });
}

/** Medications that records only refer to. */
function medications(session, clinical) {
    const references = clinical.map(each => each.medicationReference?.reference).filter(each => local(each).startsWith('Medication/'));
    return [...new Set(references)].map(reference => session.ehr.readIfAllowed(reference));
}
