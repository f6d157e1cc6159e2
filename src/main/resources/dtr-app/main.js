import { readConfiguration, registered } from './configuration.js';
import { element } from './dom.js';
import { Ehr } from './ehr.js';
import { showForm } from './forms.js';
import { begin, complete, shapeKept, underWay } from './launch.js';
import { open } from './open.js';
import { failed, panel, pick, say } from './page.js';
import { Problem } from './problem.js';
import { openSession } from './session.js';

/** Where the page was opened from decides what happens: a demo, a launch, the way back from signing in, or by hand. */
async function start() {
    const configuration = await readConfiguration();
    const parameters = new URLSearchParams(location.search);
    const demo = parameters.get('demo');
    if (demo !== null && configuration.launcher) {
        parameters.delete('demo');
        parameters.set('member', demo);
        location.replace(`${configuration.launcher}?${parameters}`);
    } else if (parameters.has('iss')) {
        say('Signing in at your EHR …');
        await begin(configuration, String(parameters.get('iss')), parameters.get('launch'));
    } else if (parameters.has('code') || parameters.has('error') || parameters.has('state') || underWay()) {
        say('Opening the form …');
        await fill(await complete(configuration), configuration);
    } else {
        await byHand(configuration);
    }
}

/**
 * Opens the form that the launch is about; when that fails halfway, it can be tried again with the same token.
 * @param {any} client
 * @param {import('./configuration.js').Configuration} configuration
 */
async function fill(client, configuration) {
    const { name, returnTo } = registered(configuration, client.state.serverUrl);
    try {
        const session = await openSession(new Ehr(client, name), client);
        session.adaptive = shapeKept(session.adaptive);
        await showForm(await open(session, returnTo));
    } catch (error) {
        const problem = Problem.of(error);
        failed(problem, problem.offline ? () => void fill(client, configuration) : null);
    }
}

/** Nobody launched the app: it can start at an EHR it knows. @param {import('./configuration.js').Configuration} configuration */
async function byHand(configuration) {
    say('');
    if (configuration.ehrs.length === 0) {
        panel('Open this form from your EHR', element('p', {}, 'The form needs a patient and an order, which your EHR names when it opens it.'));
        return;
    }
    const ehr = await pick('Where is the patient’s record?', 'Choose your EHR. You sign in there and choose the patient.', configuration.ehrs, each => each.name);
    await begin(configuration, ehr.issuer, null);
}

start().catch(error => failed(error));
