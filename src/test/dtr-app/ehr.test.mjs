import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

/** Answers by URL; set before the modules take the browser's fetch. */
const answers = new Map();
const calls = [];
globalThis.fetch = async (url, options) => {
    calls.push({ url, ...options });
    const answer = answers.get(url);
    if (!answer) {
        throw new TypeError('no network');
    }
    return new Response(JSON.stringify(answer.body ?? {}), { status: answer.status ?? 200, headers: answer.headers });
};
const { Ehr } = await import('../../main/resources/dtr-app/ehr.js');

const BASE = 'https://ehr.example/fhir';
const client = { state: { serverUrl: `${BASE}/` }, refreshIfNeeded: async () => undefined, getAuthorizationHeader: () => 'Bearer t' };
const ehr = new Ehr(client, 'the clinic');
const page = (next, ...ids) => ({
    body: {
        resourceType: 'Bundle',
        link: next ? [{ relation: 'next', url: next }] : [],
        entry: ids.map(id => ({ resource: { resourceType: 'Observation', id } }))
    }
});

beforeEach(() => {
    answers.clear();
    calls.length = 0;
});

test('every page of a search is read', async () => {
    answers.set(`${BASE}/Observation?patient=p`, page(`${BASE}?_getpages=2`, 'a'));
    answers.set(`${BASE}?_getpages=2`, page(null, 'b'));

    assert.deepEqual((await ehr.search('Observation', { patient: 'p' })).map(each => each.id), ['a', 'b']);
    assert.equal(calls[0].headers.Authorization, 'Bearer t');
});

test('the token goes to nobody but the EHR', async () => {
    answers.set(`${BASE}/Observation?patient=p`, page('https://elsewhere.example/more', 'a'));

    await assert.rejects(ehr.search('Observation', { patient: 'p' }), /refers to another server/);
    assert.equal(await ehr.readIfAllowed('https://elsewhere.example/fhir/Patient/p'), null);
    assert.deepEqual(calls.map(each => each.url), [`${BASE}/Observation?patient=p`]);
});

test('what the EHR keeps to itself is as if it were not there', async () => {
    answers.set(`${BASE}/Condition?patient=p`, { status: 403 });
    answers.set(`${BASE}/Practitioner/x`, { status: 404 });

    assert.deepEqual(await ehr.searchIfAllowed('Condition', { patient: 'p' }), []);
    assert.equal(await ehr.readIfAllowed('Practitioner/x'), null);
});

test('an EHR that fails is not mistaken for one without data', async () => {
    answers.set(`${BASE}/Condition?patient=p`, { status: 500 });

    await assert.rejects(ehr.searchIfAllowed('Condition', { patient: 'p' }), { status: 500 });
    await assert.rejects(ehr.searchIfAllowed('Observation', { patient: 'p' }), { offline: true });
});

test('an ended session is told as such', async () => {
    answers.set(`${BASE}/Patient/p`, { status: 401 });

    await assert.rejects(ehr.read('Patient/p'), /session at the clinic has ended/);
});

test('what has no id is created, what has one is updated', async () => {
    answers.set(`${BASE}/QuestionnaireResponse`, { status: 201, body: { resourceType: 'QuestionnaireResponse', id: 'n' } });
    answers.set(`${BASE}/QuestionnaireResponse/n`, { body: { resourceType: 'QuestionnaireResponse', id: 'n' } });

    const stored = await ehr.store({ resourceType: 'QuestionnaireResponse' });
    await ehr.store(stored);

    assert.deepEqual(calls.map(each => each.method), ['POST', 'PUT']);
});
