import { button } from './dom.js';
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
    if (!opened.saved) {
        offerChoice(opened, close);
    }
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
    await showForm({ ...opened, pack });
}
