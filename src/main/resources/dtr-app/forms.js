import { button } from './dom.js';
import { keepShape } from './launch.js';
import { otherShape } from './open.js';
import { choices, failed, say } from './page.js';
import { isAdaptive } from './package.js';
import { showSteps } from './stepform.js';
import { showWhole } from './wholeform.js';

/**
 * Shows a form that was opened. Until something is answered, the person may choose between the whole form and one
 * question at a time.
 * @param {import('./open.js').Opened} opened
 */
export async function showForm(opened) {
    const touched = () => choices();
    const close = isAdaptive(opened.pack.questionnaire) ? await showSteps(opened, touched) : await showWhole(opened, touched);
    if (opened.saved) {
        choices(button('Start over', () => startOver(opened, close).catch(error => failed(error)), { id: 'start-over' }));
    } else {
        offerChoice(opened, close);
    }
}

/** What was saved is marked as given up, so that it is not continued again. */
async function startOver(opened, close) {
    say('Starting over …');
    await opened.session.ehr.store({ ...opened.saved, status: 'stopped' });
    close();
    await showForm({ ...opened, saved: null, notes: [] });
}

function offerChoice(opened, close) {
    const adaptive = isAdaptive(opened.pack.questionnaire);
    const shape = (text, chosen, id) => {
        const made = button(text, () => (chosen ? undefined : switchShape(opened, close).catch(error => failed(error))), { id });
        made.setAttribute('aria-pressed', String(chosen));
        return made;
    };
    choices(shape('Whole form', !adaptive, 'whole-form'), shape('One question at a time', adaptive, 'one-question'));
}

async function switchShape(opened, close) {
    say('Changing the form …');
    const pack = await otherShape(opened.session, opened.pack.questionnaire);
    if (!pack) {
        choices();
        say('The payer offers this form in this way only.');
        return;
    }
    close();
    keepShape(isAdaptive(pack.questionnaire));
    await showForm({ ...opened, pack });
}
