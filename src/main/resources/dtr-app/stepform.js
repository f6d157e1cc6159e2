import { button, element, sentences } from './dom.js';
import { Draft } from './draft.js';
import { decisionOf, finish, finished } from './finish.js';
import { merged } from './merge.js';
import { messagesOf } from './messages.js';
import { draftOf } from './open.js';
import { actions, failed, note, say, show } from './page.js';
import { adaptiveBase, canonicalOf } from './package.js';
import { logErrors, nextQuestion } from './payer.js';
import { prepopulate } from './prepopulate.js';
import { Problem } from './problem.js';
import { authorOf, unfinished } from './response.js';
import { Steps } from './steps.js';
import { mountForm } from './view/form.js';
import { complain } from './wholeform.js';

/** Shows an adaptive form step by step: the payer decides after each answer what it still needs to ask. */
class StepForm {
    constructor(opened, touched) {
        this.opened = opened;
        this.touched = touched;
        this.steps = new Steps(opened.saved ? { ...opened.saved } : draftOf(opened));
        this.kept = new Draft(opened.session.ehr, opened.saved?.id, () => unfinished(this.#now()));
        this.view = null;
        this.note = opened.notes;
    }

    async start() {
        if (!this.steps.waiting()) {
            await this.#ask(this.steps.response);
        }
        await this.#draw();
    }

    close() {
        this.kept.end();
        this.view?.destroy();
        this.view = null;
    }

    #now() {
        return this.view ? this.steps.with(this.view.response().item ?? []) : this.steps.response;
    }

    async #ask(response) {
        say('Asking for the next question …');
        const base = adaptiveBase(this.opened.pack.questionnaire) ?? adaptiveBase(this.steps.form);
        const { id: _, meta: __, ...asked } = response;
        this.steps.advance(await nextQuestion(asked, base));
    }

    async #draw() {
        this.view?.destroy();
        this.view = null;
        const place = element('div', { class: 'form' });
        const top = element('div', { id: 'problem' });
        show(...(this.note.length > 0 ? [note('', sentences(this.note))] : []), top, this.#earlier(), place);
        this.note = [];
        if (this.steps.waiting()) {
            await this.#question(place);
        } else {
            this.#end(place);
        }
        say('');
    }

    #earlier() {
        const done = this.steps.summary();
        return element('ul', { class: 'earlier', 'aria-label': 'Earlier answers', hidden: done.length === 0 }, ...done.map(each =>
            element('li', {},
                element('span', { class: 'said' }, element('strong', {}, each.text), each.answers.join('; ') || 'Not answered'),
                this.#changeButton(each))));
    }

    #changeButton({ linkId, text }) {
        const change = button('Change', () => {
            this.steps.backTo(linkId);
            this.kept.changed();
            void this.#drawOrRetry();
        });
        change.setAttribute('aria-label', `Change: ${text}`);
        return change;
    }

    async #question(place) {
        const { session, pack } = this.opened;
        const form = { ...this.steps.form, item: this.steps.current() };
        const { items: client, errors } = await prepopulate(session, form, pack);
        if (errors.length > 0) {
            void logErrors(canonicalOf(pack.questionnaire), errors);
        }
        const known = this.steps.known();
        const { items, origins } = merged(form, { payer: known, client, saved: known }, session.ehr.name);
        this.view = await mountForm(place, {
            questionnaire: form,
            valueSets: [...pack.valueSets, ...(this.steps.response.contained ?? []).filter(each => each.resourceType === 'ValueSet')],
            response: { ...this.steps.response, item: items },
            origins,
            author: authorOf(session.user)
        });
        this.view.onChange(() => {
            this.touched();
            this.kept.changed();
        });
        const next = button('Next', () => this.#next(next), { primary: true, id: 'next' });
        actions(element('span', { class: 'grow' }), button('Save', () => void this.kept.save(), { id: 'save' }), next);
        this.view.focusFirstOpen();
    }

    async #next(next) {
        complain(null);
        this.view.clearMessages();
        const messages = this.view.validate();
        if (messages.length > 0) {
            say(`${messages.length} ${messages.length === 1 ? 'answer needs' : 'answers need'} your attention.`);
            this.view.focus(messages[0].linkId);
            return;
        }
        this.touched();
        next.disabled = true;
        try {
            await this.#ask(unfinished(this.#now()));
        } catch (error) {
            next.disabled = false;
            this.#refused(Problem.of(error));
            return;
        }
        this.view.destroy();
        this.view = null;
        void this.kept.save();
        await this.#drawOrRetry();
    }

    /** The payer has asked; when the EHR cannot be read for the new questions, reading it is tried again. */
    async #drawOrRetry() {
        await this.#draw().catch(error => failed(error, () => void this.#drawOrRetry()));
    }

    #refused(problem) {
        say('');
        complain(problem);
        const messages = messagesOf(problem, this.steps.form);
        if (messages.length > 0 && this.view) {
            this.view.showMessages(messages);
            this.view.focus(messages[0].linkId);
        }
    }

    /** Nothing is left to ask. The person looks over the answers and finishes (spec-132). */
    #end(place) {
        const heading = element('h2', { tabindex: '-1' }, 'All questions are answered');
        place.append(heading, sentences([...decisionOf(this.steps.response), 'Look over your answers, then finish the form.']));
        const done = button('Finish', () => this.#finish(done), { primary: true, id: 'finish' });
        actions(element('span', { class: 'grow' }), button('Print', () => print(), { id: 'print' }), done);
        heading.focus();
    }

    async #finish(done) {
        done.disabled = true;
        complain(null);
        try {
            const { response, id } = await finish(this.opened, this.kept, this.steps.response);
            finished(this.opened, response, id, null);
        } catch (error) {
            done.disabled = false;
            this.#refused(Problem.of(error));
        }
    }
}

/**
 * Shows an adaptive form.
 * @param {import('./open.js').Opened} opened
 * @param {() => void} touched called at the first answer by hand
 * @returns {Promise<() => void>} takes the form off the page
 */
export async function showSteps(opened, touched) {
    const form = new StepForm(opened, touched);
    await form.start();
    return () => form.close();
}
