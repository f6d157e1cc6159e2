import { registered } from './configuration.js';
import { Problem } from './problem.js';

/* global FHIR -- vendor/fhirclient: the SMART App Launch client */

/** Which shape of the form the person has chosen in this tab: a reload keeps it. */
const SHAPE = 'dtr-form-shape';
const PAGE = new URL('.', location.href).pathname;

/**
 * Begins a SMART App Launch; the browser leaves the page for the EHR's authorization server.
 * @param {import('./configuration.js').Configuration} configuration
 * @param {string} issuer
 * @param {string|null} launch of an EHR launch; null: standalone
 */
export async function begin(configuration, issuer, launch) {
    const ehr = registered(configuration, issuer);
    sessionStorage.removeItem(SHAPE);
    // fhirclient prefers parameters of the address to those given here, and nobody else's parameters count.
    history.replaceState(null, '', PAGE);
    try {
        await FHIR.oauth2.authorize({
            iss: issuer,
            launch: launch ?? undefined,
            clientId: ehr.clientId,
            scope: launch ? ehr.scope : standalone(ehr.scope),
            redirectUri: location.origin + PAGE,
            pkceMode: 'required',
            completeInTarget: true
        });
    } catch (error) {
        throw new Problem(`${ehr.name} cannot be reached for signing in.`, {
            details: [reason(error), 'Go back to your EHR and open the form again.'],
            cause: error
        });
    }
    return new Promise(() => {});
}

/**
 * The EHR's client after its authorization server sent the browser back, or after a reload of the page.
 * @param {import('./configuration.js').Configuration} configuration
 * @returns {Promise<any>} fhirclient's Client
 */
export async function complete(configuration) {
    const parameters = new URLSearchParams(location.search);
    const refused = parameters.get('error');
    const described = parameters.get('error_description');
    if (refused) {
        history.replaceState(null, '', PAGE);
        throw new Problem('Your EHR did not let the form read the record.', {
            details: [described ?? refused, 'Go back to your EHR and open the form again.']
        });
    }
    const client = await FHIR.oauth2.ready().catch(error => {
        history.replaceState(null, '', PAGE);
        throw new Problem('Your EHR did not let the form read the record.', {
            details: [reason(error), 'Go back to your EHR and open the form again.'],
            cause: error
        });
    });
    history.replaceState(null, '', PAGE);
    registered(configuration, client.state.serverUrl);
    return client;
}

/** True while this tab has a launch that was completed. */
export function underWay() {
    return sessionStorage.getItem('SMART_KEY') !== null;
}

/** Forgets the launch and its token. */
export function forget() {
    const key = sessionStorage.getItem('SMART_KEY');
    if (key) {
        sessionStorage.removeItem(JSON.parse(key));
    }
    sessionStorage.removeItem('SMART_KEY');
    sessionStorage.removeItem(SHAPE);
}

/** Remembers the shape that was chosen. @param {boolean} stepwise */
export function keepShape(stepwise) {
    sessionStorage.setItem(SHAPE, String(stepwise));
}

/** Whether the form is asked one question at a time. @param {boolean} launched what the launch asks for */
export function shapeKept(launched) {
    const kept = sessionStorage.getItem(SHAPE);
    return kept === null ? launched : kept === 'true';
}

/** The scopes without an EHR that names the patient: its authorization server lets the person choose one. */
export function standalone(scope) {
    const rest = scope.split(/\s+/).filter(each => each !== 'launch' && each !== 'launch/patient');
    return ['launch/patient', ...rest].join(' ');
}

function reason(error) {
    const text = error instanceof Error ? error.message : String(error);
    return text.includes('No state found') || text.includes("No 'state'")
        ? 'The sign-in was not started by this tab, or it was already used.'
        : text.split('\n')[0];
}
