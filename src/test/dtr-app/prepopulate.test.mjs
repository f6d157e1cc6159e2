import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepopulate } from '../../main/resources/dtr-app/prepopulate.js';
import { sourceOf } from '../../main/resources/dtr-app/origin.js';
import { byDefine, byElm, byPath, library, literal, question, retrieve, valueSet } from './forms.mjs';

const CQF = 'http://hl7.org/fhir/StructureDefinition/cqf-library';
const HIV = 'https://payer.example/ValueSet/hiv';
const LOINC = 'http://loinc.org';

/** A form with one library, and an EHR that notes what it is asked. */
function setting(item, statements, { observations = [], more = {} } = {}) {
    const asked = [];
    const ehr = {
        searchIfAllowed: async (type, parameters) => {
            asked.push({ type, ...parameters });
            return type === 'Observation' ? observations : [];
        },
        readIfAllowed: async () => null
    };
    const session = {
        ehr,
        patient: { resourceType: 'Patient', id: 'p', birthDate: '1979-09-30' },
        coverage: { resourceType: 'Coverage', id: 'c' },
        orders: []
    };
    const form = { resourceType: 'Questionnaire', extension: [{ url: CQF, valueCanonical: 'https://payer.example/Library/Fill|1.0.0' }], item };
    const sets = { valueSets: { def: [{ name: 'hiv', id: HIV, accessLevel: 'Public' }] } };
    const pack = { libraries: [library('Fill', statements, { ...sets, ...more })], valueSets: [valueSet(HIV, [LOINC, '75622-1'])] };
    return { asked, run: () => prepopulate(session, form, pack) };
}

const exists = expression => ({ type: 'Exists', operand: expression });
const observation = (id, code) => ({ resourceType: 'Observation', id, status: 'final', code: { coding: [{ system: LOINC, code }] }, subject: { reference: 'Patient/p' } });

test('what the record has is asked for by its codes and fills the question', async () => {
    const { asked, run } = setting(
        [question('hiv', 'boolean', byDefine('hiv prefill'))],
        [['hiv prefill', exists(retrieve('Observation', 'hiv'))]],
        { observations: [observation('o', '75622-1')] });

    const { items, errors } = await run();

    assert.deepEqual(errors, []);
    assert.deepEqual(asked, [{ type: 'Observation', patient: 'p', code: `${LOINC}|75622-1` }]);
    assert.equal(items[0].answer[0].valueBoolean, true);
    assert.equal(sourceOf(items[0].answer[0]), 'auto-client');
});

test('only what the form’s expressions can reach is asked for', async () => {
    const { asked, run } = setting(
        [question('hiv', 'boolean', byDefine('hiv prefill'))],
        [['hiv prefill', exists({ type: 'ExpressionRef', name: 'tests' })], ['tests', retrieve('Observation', 'hiv')], ['other', retrieve('Condition')]]);

    await run();

    assert.deepEqual(asked.map(each => each.type), ['Observation']);
});

test('earlier responses are never used', async () => {
    const { asked, run } = setting(
        [question('hiv', 'boolean', byDefine('hiv prefill'))], [['hiv prefill', exists(retrieve('QuestionnaireResponse'))]]);

    await run();

    assert.deepEqual(asked, []);
});

test('compiled expressions count before their source', async () => {
    const { run } = setting([question('dose', 'integer', byElm(literal('Integer', 7)))], []);

    assert.equal((await run()).items[0].answer[0].valueInteger, 7);
});

test('a row fills one repetition of a group', async () => {
    const group = question('trial', 'group', {
        repeats: true, ...byDefine('trials', { group: 'trial' }), item: [question('trial.agent', 'string', byPath('%trial.agent'))]
    });
    const tuple = agent => ({ type: 'Tuple', element: [{ name: 'agent', value: literal('String', agent) }] });
    const { run } = setting([group], [['trials', { type: 'List', element: [tuple('A'), tuple('B')] }]]);

    assert.deepEqual((await run()).items.map(each => each.item[0].answer[0].valueString), ['A', 'B']);
});

test('a failing expression is told by its place and does not keep others from filling', async () => {
    const { run } = setting(
        [question('bad', 'boolean', byDefine('bad')), question('dose', 'integer', byDefine('dose'))],
        [['bad', { type: 'SingletonFrom', operand: { type: 'List', element: [literal('Integer', 1), literal('Integer', 2)] } }], ['dose', literal('Integer', 7)]]);

    const { items, errors } = await run();

    assert.deepEqual(items.map(each => each.linkId), ['dose']);
    assert.equal(errors.length, 1);
    assert.match(errors[0], /^The expression of question bad failed/);
});

test('a library that cannot be read is reported and nothing of it runs', async () => {
    const { run } = setting([question('dose', 'integer', byElm(literal('Integer', 7)))], []);
    const broken = { resourceType: 'Library', name: 'Broken', version: '2', content: [{ contentType: 'application/elm+json', data: Buffer.from('{').toString('base64') }] };
    const { items, errors } = await prepopulate(
        { patient: { resourceType: 'Patient', id: 'p' }, orders: [] }, { item: [question('a', 'integer', byDefine('a'))] }, { libraries: [broken], valueSets: [] });

    assert.deepEqual(items, []);
    assert.deepEqual(errors, ['The ELM of library Broken 2 cannot be read.']);
    assert.equal((await run()).errors.length, 0);
});

test('values that a question does not offer fill nothing', async () => {
    const options = { answerOption: [{ valueCoding: { system: 'x', code: 'a', display: 'A' } }] };
    const code = value => ({ type: 'Code', system: { name: 'x' }, code: value });
    const systems = { codeSystems: { def: [{ name: 'x', id: 'x', accessLevel: 'Public' }] } };
    const { run } = setting(
        [question('one', 'choice', { ...options, ...byDefine('one') }), question('two', 'choice', { ...options, ...byDefine('two') })],
        [['one', code('a')], ['two', code('b')]],
        { more: systems });

    const { items } = await run();

    assert.deepEqual(items.map(each => each.answer[0].valueCoding), [{ system: 'x', code: 'a', display: 'A' }]);
});
