import { readConfiguration } from './configuration.js';
import { element } from './dom.js';
import { begin, complete, underWay } from './launch.js';
import { failed, panel, pick, say } from './page.js';

/** Where the page was opened from decides what happens: a demo, a launch, the way back from signing in, or by hand. */
async function start() {
    const configuration = await readConfiguration();
    const parameters = new URLSearchParams(location.search);
    const demo = parameters.get('demo');
    if (demo !== null && configuration.launcher) {
        parameters.delete('demo');
        parameters.set('member', demo);
        location.replace(`${configuration.launcher}?${parameters}`);
        return;
    }
    if (parameters.has('iss')) {
        say('Signing in at your EHR …');
        await begin(configuration, String(parameters.get('iss')), parameters.get('launch'));
    } else if (parameters.has('code') || parameters.has('error') || parameters.has('state') || underWay()) {
        say('Opening the form …');
        await complete(configuration);
    } else {
        await byHand(configuration);
    }
}

/** Nobody launched the app: it can start at an EHR it knows. @param {import('./configuration.js').Configuration} configuration */
async function byHand(configuration) {
    const ehrs = configuration.ehrs.filter(ehr => new URL(ehr.issuer).origin !== location.origin);
    if (ehrs.length === 0) {
        panel('Open this form from your EHR', element('p', {}, 'The form needs a patient and an order, which your EHR names when it opens it.'));
        say('');
        return;
    }
    const ehr = await pick('Where is the patient’s record?', 'Choose your EHR. You sign in there and choose the patient.', ehrs, each => each.name);
    await begin(configuration, ehr.issuer, null);
}

start().catch(error => failed(error));
