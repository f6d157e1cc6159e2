import { button, element, sentences } from './dom.js';
import { extensions, URLS, valueOf } from './fhir.js';
import { forget } from './launch.js';
import { note, panel, say } from './page.js';
import { storeResponse } from './payer.js';
import { completed, forPayer } from './response.js';

/**
 * Hands a finished response to the payer, which checks it, then stores it at the EHR (spec-152).
 * @param {import('./open.js').Opened} opened
 * @param {import('./draft.js').Draft} draft
 * @param {any} response
 * @returns {Promise<{response: any, id: string|undefined}>} as stored at the EHR
 * @throws {import('./problem.js').Problem} nothing is completed then, and it can be done again
 */
export async function finish(opened, draft, response) {
    const { session } = opened;
    const done = completed(response, session.user);
    say('Handing the form over …');
    const received = await storeResponse(forPayer(done, session.ehr.base, opened.payerId));
    opened.payerId = received?.id ?? opened.payerId;
    say(`Storing the form at ${session.ehr.name} …`);
    const id = await draft.store(done);
    draft.end();
    return { response: done, id };
}

/**
 * The page after the last step.
 * @param {import('./open.js').Opened} opened
 * @param {any} response
 * @param {string|undefined} id at the EHR
 * @param {Node|null} sheet the answers, for paper
 */
export function finished(opened, response, id, sheet) {
    const { session, returnTo } = opened;
    const back = returnTo && new URL(returnTo, location.href);
    if (back && id) {
        back.searchParams.set('response', id);
    }
    say('');
    panel(
        'The form is complete',
        note('good', sentences([
            `It is stored at ${session.ehr.name}.`,
            'The payer has received it.',
            ...decisionOf(response)
        ])),
        element(
            'p', {},
            back ? element('a', { class: 'button main-action', id: 'return', href: back.href }, `Back to ${session.ehr.name}`) : null,
            back ? ' ' : null,
            button('Print', () => print(), { id: 'print' })),
        ...(sheet ? [sheet] : []));
    forget();
}

/** What the payer has decided on the answers, if it has (spec-46). @param {any} response */
export function decisionOf(response) {
    return extensions(response, URLS.coverageInformation).flatMap(statement => {
        const part = url => valueOf((statement.extension ?? []).find(each => each.url === url));
        const number = part('satisfied-pa-id');
        return [
            ...(part('pa-needed') === 'satisfied' ? ['Prior authorization is satisfied.'] : []),
            ...(number ? [`Authorization number: ${number}.`] : []),
            ...(part('pa-needed') === 'no-auth' ? ['No prior authorization is needed.'] : [])
        ];
    });
}
