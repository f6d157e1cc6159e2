import assert from 'node:assert/strict';
import { test } from 'node:test';
import { merged } from '../../main/resources/dtr-app/merge.js';
import { sourceOf } from '../../main/resources/dtr-app/origin.js';
import { answer, answered, question } from './forms.mjs';

const yes = source => answer({ valueBoolean: true }, source);
const no = source => answer({ valueBoolean: false }, source);
const form = { item: [question('hiv', 'boolean')] };

function join(sides, asked = form) {
    return merged(asked, { payer: [], client: [], saved: [], ...sides }, 'the clinic');
}

test('the EHR replaces what the payer has on file, and the mark says what that was', () => {
    const { items, origins } = join({ payer: [answered('hiv', no('auto-server'))], client: [answered('hiv', yes('auto-client'))] });

    assert.equal(items[0].answer[0].valueBoolean, true);
    assert.deepEqual(origins.hiv, { source: 'auto-client', text: 'from the clinic; the payer has on file: No' });
});

test('the payer’s answer stands where the EHR has none', () => {
    const { items, origins } = join({ payer: [answered('hiv', no('auto-server'))] });

    assert.equal(items[0].answer[0].valueBoolean, false);
    assert.equal(origins.hiv.source, 'auto-server');
});

test('nothing is marked where both say the same', () => {
    const { origins } = join({ payer: [answered('hiv', yes('auto-server'))], client: [answered('hiv', yes('auto-client'))] });

    assert.equal(origins.hiv.text, 'from the clinic');
});

test('an answer by hand stays, and counts as an override where the record answers too', () => {
    const { items, origins } = join({ client: [answered('hiv', yes('auto-client'))], saved: [answered('hiv', no('manual'))] });

    assert.equal(items[0].answer[0].valueBoolean, false);
    assert.equal(sourceOf(items[0].answer[0]), 'override');
    assert.deepEqual(origins, {});
});

test('an answer by hand that nothing contradicts stays as it was', () => {
    const { items } = join({ saved: [answered('hiv', no('manual'))] });

    assert.equal(sourceOf(items[0].answer[0]), 'manual');
});

test('a saved prefilled answer is filled anew', () => {
    const { items } = join({ client: [answered('hiv', yes('auto-client'))], saved: [answered('hiv', no('auto-server'))] });

    assert.equal(items[0].answer[0].valueBoolean, true);
});

const rows = { item: [question('trial', 'group', { repeats: true, item: [question('trial.agent', 'string')] })] };
const row = (agent, source) => ({ linkId: 'trial', item: [answered('trial.agent', answer({ valueString: agent }, source))] });

test('repetitions come from the EHR as a whole, each with its own mark', () => {
    const { items, origins } = join(
        { payer: [row('A', 'auto-server')], client: [row('A', 'auto-client'), row('B', 'auto-client')] }, rows);

    assert.deepEqual(items.map(each => each.item[0].answer[0].valueString), ['A', 'B']);
    assert.equal(origins['trial[0]/trial.agent'].text, 'from the clinic');
    assert.equal(origins['trial[1]/trial.agent'].text, 'from the clinic; the payer has on file: A');
});

test('repetitions that a person has touched stay as they are', () => {
    const { items } = join({ client: [row('A', 'auto-client')], saved: [row('C', 'manual')] }, rows);

    assert.deepEqual(items.map(each => each.item[0].answer[0].valueString), ['C']);
});

test('questions below an answer are joined too', () => {
    const nested = { item: [question('ms', 'boolean', { item: [question('ms.since', 'date')] })] };
    const saved = [answered('ms', { ...yes('auto-client'), item: [answered('ms.since', answer({ valueDate: '2020-01-01' }, 'manual'))] })];
    const { items } = join({ client: [answered('ms', yes('auto-client'))], saved }, nested);

    assert.equal(items[0].answer[0].item[0].answer[0].valueDate, '2020-01-01');
});
