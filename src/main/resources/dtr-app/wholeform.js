import { button, element, sentences } from './dom.js';
import { Draft } from './draft.js';
import { finish, finished } from './finish.js';
import { merged } from './merge.js';
import { messagesOf } from './messages.js';
import { draftOf } from './open.js';
import { actions, note, say, show } from './page.js';
import { canonicalOf } from './package.js';
import { logErrors } from './payer.js';
import { prepopulate } from './prepopulate.js';
import { Problem } from './problem.js';
import { authorOf, unfinished } from './response.js';
import { mountForm } from './view/form.js';

/**
 * Shows a form with all its questions.
 * @param {import('./open.js').Opened} opened
 * @param {() => void} touched called at the first answer by hand
 * @returns {Promise<() => void>} takes the form off the page
 */
export async function showWhole(opened, touched) {
    const { session, pack, saved } = opened;
    say(`Reading the record at ${session.ehr.name} …`);
    const { items: client, errors } = await prepopulate(session, pack.questionnaire, pack);
    if (errors.length > 0) {
        void logErrors(canonicalOf(pack.questionnaire), errors);
    }
    const draft = draftOf(opened);
    const { items, origins } = merged(
        pack.questionnaire,
        { payer: draft.item ?? [], client, saved: saved?.item ?? [] },
        session.ehr.name);
    const place = element('div', { class: 'form' });
    show(...notes(opened.notes, errors), element('div', { id: 'problem' }), place);
    const view = await mountForm(place, {
        questionnaire: pack.questionnaire,
        valueSets: pack.valueSets,
        response: { ...draft, item: items },
        origins,
        author: authorOf(session.user)
    });
    const kept = new Draft(session.ehr, saved?.id, () => unfinished(view.response()));
    const end = view.onChange(() => {
        touched();
        kept.changed();
    });
    actions(...buttons(opened, view, kept));
    say('');
    view.focusFirstOpen();
    return () => {
        end();
        kept.end();
        view.destroy();
    };
}

function notes(texts, errors) {
    const shown = texts.length > 0 ? [note('', sentences(texts))] : [];
    const broken = 'Not everything could be filled in from the record, because the form’s logic failed. The payer has been told. Please answer by hand.';
    return errors.length > 0 ? [...shown, note('warn', sentences([broken]))] : shown;
}

function buttons(opened, view, kept) {
    const finishButton = button('Finish', () => done(opened, view, kept, finishButton), { primary: true, id: 'finish' });
    return [
        element('span', { class: 'grow' }),
        button('Print', () => print(), { id: 'print' }),
        button('Save', () => void kept.save(), { id: 'save' }),
        finishButton
    ];
}

async function done(opened, view, kept, finishButton) {
    complain(null);
    view.clearMessages?.();
    const messages = view.validate();
    if (messages.length > 0) {
        say(`${messages.length} ${messages.length === 1 ? 'answer needs' : 'answers need'} your attention.`);
        view.focus(messages[0].linkId);
        return;
    }
    finishButton.disabled = true;
    try {
        const sheet = view.sheet?.() ?? null;
        const { response, id } = await finish(opened, kept, view.response());
        view.destroy();
        finished(opened, response, id, sheet);
    } catch (error) {
        finishButton.disabled = false;
        refused(Problem.of(error), view, opened.pack.questionnaire);
    }
}

/** What the payer or the EHR did not accept, at the questions where it says which. */
function refused(problem, view, form) {
    const messages = messagesOf(problem, form);
    say('');
    complain(problem);
    if (messages.length > 0) {
        view.showMessages(messages);
        view.focus(messages[0].linkId);
    }
}

/** @param {Problem|null} problem */
export function complain(problem) {
    const place = document.getElementById('problem');
    const text = problem && [problem.message, ...problem.details, 'Your answers are still here. Correct them or try again.'];
    place?.replaceChildren(...(text ? [note('bad', sentences(text))] : []));
    if (text) {
        place?.scrollIntoView({ block: 'start' });
    }
}
