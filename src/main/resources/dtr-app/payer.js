import { request } from './http.js';
import { packagesOf, warningsOf } from './package.js';
import { Problem } from './problem.js';

const BASE = new URL('../fhir', location.href).pathname;
const NOT_KNOWN = 'The payer did not accept what was sent.';

/**
 * Asks for forms.
 * @param {{coverage: any, orders?: any[], questionnaires?: string[], context?: string, changedSince?: string,
 *     referenced?: any[]}} asked
 * @returns {Promise<{packages: import('./package.js').FormPackage[], warnings: string[]}>}
 */
export async function questionnairePackage(asked) {
    const parameter = [
        { name: 'coverage', resource: asked.coverage },
        ...(asked.orders ?? []).map(order => ({ name: 'order', resource: order })),
        ...(asked.questionnaires ?? []).map(form => ({ name: 'questionnaire', valueCanonical: form })),
        ...(asked.context ? [{ name: 'context', valueString: asked.context }] : []),
        ...(asked.changedSince ? [{ name: 'changedsince', valueInstant: asked.changedSince }] : []),
        ...(asked.referenced ?? []).map(resource => ({ name: 'referenced', resource }))
    ];
    const answer = await send('POST', '/Questionnaire/$questionnaire-package', { resourceType: 'Parameters', parameter });
    return { packages: packagesOf(answer), warnings: warningsOf(answer) };
}

/** The next questions. @param {any} response with the form so far contained @param {string} [base] of the form's payer */
export function nextQuestion(response, base = BASE) {
    return send('POST', '/Questionnaire/$next-question', response, sameServer(base));
}

/** A value set with its codes. @param {string} url with version */
export function expand(url) {
    const [canonical, version] = url.split('|');
    const asked = new URLSearchParams({ url: canonical, ...(version ? { valueSetVersion: version } : {}) });
    return send('GET', `/ValueSet/$expand?${asked}`);
}

/** Hands over a finished response. @param {any} response with the payer's id when it was handed over before */
export function storeResponse(response) {
    return response.id
        ? send('PUT', `/QuestionnaireResponse/${response.id}`, response)
        : send('POST', '/QuestionnaireResponse', response);
}

/**
 * Tells the payer what is wrong with a form (spec-78). Nothing about the patient goes into it (oper-2). Whether this
 * works does not matter to the person who fills the form.
 * @param {string} questionnaire canonical with version
 * @param {string[]} errors
 */
export async function logErrors(questionnaire, errors) {
    const issue = errors.map(diagnostics => ({ severity: 'error', code: 'processing', diagnostics }));
    issue.push({
        severity: 'information',
        code: 'informational',
        diagnostics: `Reported by the Precept form app on ${new Date().toISOString()}.`
    });
    const body = {
        resourceType: 'Parameters',
        parameter: [
            { name: 'questionnaire', valueCanonical: questionnaire },
            { name: 'operationOutcome', resource: { resourceType: 'OperationOutcome', issue } }
        ]
    };
    await send('POST', '/Questionnaire/$log-questionnaire-errors', body).catch(error => console.warn(Problem.of(error).message));
}

/** Adaptive forms are asked for where the form says, which is below the payer's base (spec-24) and so below ours. */
function sameServer(base) {
    try {
        return new URL(base, location.origin).pathname.replace(/\/Questionnaire\/\$next-question$|\/+$/g, '') || BASE;
    } catch {
        return BASE;
    }
}

async function send(method, path, body, base = BASE) {
    const answer = await request(base + path, {
        method,
        body: body && JSON.stringify(body),
        cache: 'no-store',
        headers: { Accept: 'application/fhir+json', ...(body ? { 'Content-Type': 'application/fhir+json' } : {}) }
    }).catch(error => {
        throw new Problem('The payer does not answer.', { details: ['Check the connection and try again.'], cause: error });
    });
    const content = await answer.json().catch(() => null);
    if (!answer.ok) {
        throw Problem.answered(answer.status < 500 ? NOT_KNOWN : 'The payer could not answer.', answer.status, content);
    }
    return content;
}
