import { request } from './http.js';
import { Problem } from './problem.js';

/**
 * @typedef {{name: string, issuer: string, clientId: string, scope: string, returnTo?: string}} Ehr
 * @typedef {{ehrs: Ehr[], launcher?: string}} Configuration
 */

/** Reads which EHRs the app is registered with. @returns {Promise<Configuration>} */
export async function readConfiguration() {
    const answer = await request('configuration.json', { cache: 'no-store' }).catch(() => null);
    if (!answer?.ok) {
        throw new Problem('The form cannot start.', { details: ['The server of the form does not answer. Try again later.'] });
    }
    return resolved(await answer.json(), location.origin);
}

/**
 * Issuers that are paths belong to the server that the page came from.
 * @param {Configuration} configuration
 * @param {string} origin
 * @returns {Configuration}
 */
export function resolved(configuration, origin) {
    const absolute = issuer => (issuer.startsWith('/') ? origin + issuer : issuer);
    return { ...configuration, ehrs: configuration.ehrs.map(ehr => ({ ...ehr, issuer: absolute(ehr.issuer) })) };
}

/**
 * The EHR of an issuer.
 * @param {Configuration} configuration
 * @param {string} issuer as a launch names it; nothing but a slash at its end may differ
 * @returns {Ehr}
 * @throws {Problem} when the app is not registered with it
 */
export function registered(configuration, issuer) {
    const bare = issuer.replace(/\/+$/, '');
    const ehr = configuration.ehrs.find(each => each.issuer === bare);
    if (!ehr) {
        throw new Problem('This EHR is not registered here.', {
            details: [
                `The form was opened from ${hostOf(issuer)}, which this server does not know.`,
                'Ask the payer to register your EHR (setting precept.dtr.app.ehrs).'
            ]
        });
    }
    return ehr;
}

function hostOf(issuer) {
    try {
        return new URL(issuer).host;
    } catch {
        return 'an address that cannot be read';
    }
}
