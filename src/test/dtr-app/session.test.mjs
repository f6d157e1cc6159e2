import assert from 'node:assert/strict';
import { test } from 'node:test';
import { registered, resolved } from '../../main/resources/dtr-app/configuration.js';
import { messagesOf } from '../../main/resources/dtr-app/messages.js';
import { Problem } from '../../main/resources/dtr-app/problem.js';
import { expired } from '../../main/resources/dtr-app/package.js';
import { forPayer, formOf } from '../../main/resources/dtr-app/response.js';
import { assertionId, openSession } from '../../main/resources/dtr-app/session.js';
import { Steps } from '../../main/resources/dtr-app/steps.js';

const STATEMENT = 'http://hl7.org/fhir/us/davinci-crd/StructureDefinition/ext-coverage-information';
const statement = (id, date, coverage) => ({
    url: STATEMENT,
    extension: [
        { url: 'coverage', valueReference: { reference: coverage } },
        { url: 'coverage-assertion-id', valueString: id },
        { url: 'date', valueDate: date }
    ]
});

test('only issuers of the configuration are accepted, to the letter', () => {
    const configuration = resolved({ ehrs: [{ name: 'A', issuer: 'https://ehr.example/fhir' }, { name: 'B', issuer: '/demo' }] }, 'http://127.0.0.1:8080');

    assert.equal(registered(configuration, 'https://ehr.example/fhir/').name, 'A');
    assert.equal(registered(configuration, 'http://127.0.0.1:8080/demo').name, 'B');
    for (const other of ['https://ehr.example/fhir2', 'https://ehr.example.evil/fhir', 'https://ehr.example', 'javascript:x', '']) {
        assert.throws(() => registered(configuration, other), /not registered/);
    }
});

test('the newest assertion about the coverage is the context', () => {
    const order = { extension: [statement('old', '2026-01-01', 'Coverage/c'), statement('new', '2026-02-01', 'Coverage/c'), statement('other', '2026-03-01', 'Coverage/x')] };

    assert.equal(assertionId([order], { resourceType: 'Coverage', id: 'c' }), 'new');
    assert.equal(assertionId([{}], { resourceType: 'Coverage', id: 'c' }), undefined);
});

test('a launch names coverage and order, and nothing is searched', async () => {
    const resources = {
        'Patient/p': { resourceType: 'Patient', id: 'p' },
        'Coverage/c': { resourceType: 'Coverage', id: 'c', status: 'active' },
        'MedicationRequest/m': { resourceType: 'MedicationRequest', id: 'm', extension: [statement('id', '2026-01-01', 'Coverage/c')] }
    };
    const ehr = { name: 'the clinic', read: async each => resources[each], readIfAllowed: async () => null };
    const client = {
        patient: { id: 'p' },
        getFhirUser: () => null,
        state: { tokenResponse: { fhirContext: [{ reference: 'Coverage/c' }, { reference: 'MedicationRequest/m' }], intent: 'adaptive' } }
    };

    const session = await openSession(ehr, client);

    assert.deepEqual(session.orders.map(each => each.id), ['m']);
    assert.equal(session.context, 'id');
    assert.equal(session.adaptive, true);
});

test('a launch without context falls back to the patient’s only order and coverage', async () => {
    const found = {
        MedicationRequest: [{ resourceType: 'MedicationRequest', id: 'm', status: 'active' }, { resourceType: 'MedicationRequest', id: 'old', status: 'completed' }],
        Coverage: [{ resourceType: 'Coverage', id: 'c', status: 'active' }, { resourceType: 'Coverage', id: 'x', status: 'cancelled' }]
    };
    const search = async type => found[type] ?? [];
    const ehr = { name: 'the clinic', read: async () => ({ resourceType: 'Patient', id: 'p' }), readIfAllowed: async () => null, search, searchIfAllowed: search };

    const session = await openSession(ehr, { patient: { id: 'p' }, getFhirUser: () => null, state: { tokenResponse: {} } });

    assert.equal(session.orders[0].id, 'm');
    assert.equal(session.coverage.id, 'c');
});

test('the payer’s copy refers to the EHR from anywhere and keeps identifiers', () => {
    const response = {
        resourceType: 'QuestionnaireResponse',
        id: 'ehr-id',
        meta: { versionId: '3', profile: ['x'] },
        questionnaire: '#form',
        contained: [{ resourceType: 'Questionnaire', id: 'form', derivedFrom: ['https://payer.example/Questionnaire/q|1'] }],
        subject: { reference: 'Patient/p', identifier: { value: '1' } },
        item: [{ linkId: 'a', answer: [{ valueReference: { reference: '#file' } }] }]
    };
    const sent = forPayer(response, 'https://ehr.example/fhir', undefined);

    assert.deepEqual(sent.subject, { reference: 'https://ehr.example/fhir/Patient/p', identifier: { value: '1' } });
    assert.equal(sent.item[0].answer[0].valueReference.reference, '#file');
    assert.equal(sent.id, undefined);
    assert.deepEqual(sent.meta, { profile: ['x'] });
    assert.equal(response.subject.reference, 'Patient/p');
    assert.equal(formOf(response), 'https://payer.example/Questionnaire/q|1');
});

test('refusals find their questions, the longest linkId first', () => {
    const form = { item: [{ linkId: 'trial', item: [{ linkId: 'trial.start' }] }] };
    const issues = [{ diagnostics: 'linkId trial.start: The date is in the future.' }, { diagnostics: 'Something else.' }];

    assert.deepEqual(messagesOf(new Problem('no', { issues }), form), [{ linkId: 'trial.start', message: 'The date is in the future.' }]);
});

test('a form runs out after its last day', () => {
    assert.equal(expired({ effectivePeriod: { end: '2026-01-31' } }, '2026-01-31'), false);
    assert.equal(expired({ effectivePeriod: { end: '2026-01-31' } }, '2026-02-01'), true);
    assert.equal(expired({}, '2026-02-01'), false);
});

const asked = (...linkIds) => ({
    resourceType: 'QuestionnaireResponse',
    status: 'in-progress',
    questionnaire: '#form',
    contained: [{ resourceType: 'Questionnaire', id: 'form', item: linkIds.map(linkId => ({ linkId, type: 'boolean', text: linkId })) }],
    item: []
});
const said = (linkId, valueBoolean) => ({ linkId, answer: [{ valueBoolean }] });

test('steps keep earlier answers and show what is new', () => {
    const steps = new Steps(asked('a'));
    const first = steps.with([said('a', true)]);
    steps.advance({ ...asked('a', 'b'), item: first.item });

    assert.deepEqual(steps.current().map(each => each.linkId), ['b']);
    assert.deepEqual(steps.summary(), [{ linkId: 'a', text: 'a', answers: ['Yes'] }]);
    assert.equal(steps.waiting(), true);
});

test('going back drops what was asked later', () => {
    const steps = new Steps(asked('a'));
    steps.advance({ ...asked('a', 'b'), item: [said('a', true)] });
    steps.advance({ ...asked('a', 'b', 'c'), item: [said('a', true), said('b', false)] });
    steps.backTo('b');

    assert.deepEqual(steps.current().map(each => each.linkId), ['b']);
    assert.deepEqual(steps.form.item.map(each => each.linkId), ['a', 'b']);
    assert.deepEqual(steps.response.item.map(each => each.linkId), ['a', 'b']);
    assert.deepEqual(steps.known(), [said('b', false)]);
});

test('a continued form goes on after its last answer', () => {
    const begun = { ...asked('a', 'b', 'c'), item: [said('b', true)] };

    assert.deepEqual(new Steps(begun).current().map(each => each.linkId), ['c']);
});

test('an answer that was saved but not sent is asked again', () => {
    const begun = { ...asked('a', 'b'), item: [said('b', true)] };

    assert.deepEqual(new Steps(begun).current().map(each => each.linkId), ['b']);
    assert.deepEqual(new Steps({ ...begun, status: 'completed' }).current(), []);
});
