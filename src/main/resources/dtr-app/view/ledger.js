/** Remembers what each occurrence said when the form was opened, and writes the response from that and from what it says now. */

import { fit, match } from './given.js';
import { answersIn, isQuestion, occurrences } from './model.js';
import { byPerson, isAutomatic, sourceOf } from './origins.js';
import { keyOf, sameAnswers } from './values.js';

/**
 * @typedef {{given: object[], atMount: object[], refused: object[], beside: boolean, dismissed: boolean}} Entry answers as
 *     they came (with origin, without nested items), what the widget made of them, those that are none of the choices, whether
 *     the answers are shown beside an empty field because it cannot show them, and whether the user took these out
 */

export class Ledger {
    /** @type {WeakMap<object, Entry>} by item of LHC-Forms: its identity survives added and removed repetitions */
    #entries = new WeakMap();
    /** @type {WeakMap<object, object[]>} items that LHC-Forms cannot show, by the item they lie below */
    #aside = new WeakMap();

    /**
     * @param {object} form live form data
     * @param {import('./definition.js').Question[]} asked
     * @param {object[]} items of the response the form was opened with
     * @param {object|undefined} author
     */
    constructor(form, asked, items, author) {
        this.form = form;
        this.asked = asked;
        this.author = author;
        this.#aside.set(form, items);
        match(this.occurrences(), items, (occurrence, answers, below) => {
            this.#aside.set(occurrence.live, below);
            if (isQuestion(occurrence)) {
                this.#entries.set(occurrence.live, this.#entry(occurrence, answers));
            }
        });
    }

    #entry(occurrence, answers) {
        const bare = answers.map(({ item, ...answer }) => answer);
        const refused = bare.filter(answer => fit(occurrence.question, answer) === 'refused');
        const given = bare.filter(answer => !refused.includes(answer));
        const atMount = answersIn(this.form, occurrence);
        return { given, atMount, refused, beside: given.length > 0 && atMount.length === 0, dismissed: false };
    }

    /** @returns {import('./model.js').Occurrence[]} */
    occurrences() {
        return occurrences(this.asked, this.form.items);
    }

    /** What an occurrence said at the start; nothing for one that was added since. @returns {Entry} */
    entry(occurrence) {
        return this.#entries.get(occurrence.live) ?? { given: [], atMount: [], refused: [], beside: false, dismissed: false };
    }

    /** Whether the user changed what was there. */
    changed(occurrence) {
        const { atMount, dismissed } = this.entry(occurrence);
        return dismissed || !sameAnswers(atMount, answersIn(this.form, occurrence));
    }

    /** Takes answers that the field cannot show out. */
    dismiss(occurrence) {
        this.entry(occurrence).dismissed = true;
    }

    /** The answers of an occurrence with their origin, nested items left out. @returns {object[]} */
    answers(occurrence) {
        const { given, atMount, dismissed } = this.entry(occurrence);
        const now = answersIn(this.form, occurrence);
        if (sameAnswers(now, atMount)) {
            const kept = given.length === 0 ? now : given;
            return (dismissed ? [] : kept).map(answer =>
                sourceOf(answer) === null ? byPerson(answer, 'manual', this.author) : answer);
        }
        const replaced = !occurrence.question.repeats && given.some(answer => wasFilledIn(sourceOf(answer)));
        return now.map(answer => {
            const before = given.find(each => keyOf(each) === keyOf(answer));
            return before !== undefined && sourceOf(before) !== null
                ? before
                : byPerson(answer, replaced ? 'override' : 'manual', this.author);
        });
    }

    /** The items of the response: nested as the form is, in its order, without those that say nothing. */
    items() {
        return this.#items(this.asked, this.occurrences(), this.form);
    }

    #items(asked, level, above) {
        return asked.flatMap(question => {
            if (question.type === 'reference') {
                return (this.#aside.get(above) ?? []).filter(item => item.linkId === question.linkId);
            }
            const here = level.filter(each => each.question === question && each.shown);
            const start = { linkId: question.linkId, text: question.text || undefined };
            if (question.type === 'group') {
                return here
                    .map(each => this.#items(question.children, each.children, each.live))
                    .filter(items => items.length > 0)
                    .map(item => ({ ...start, item }));
            }
            const answer = here.flatMap(each => this.#nested(question, each));
            return question.type !== 'display' && answer.length > 0 ? [{ ...start, answer }] : [];
        });
    }

    /** Items below a question lie below its last answer. An answer of nothing but items still has an origin. */
    #nested(question, occurrence) {
        const answers = this.answers(occurrence);
        const item = this.#items(question.children, occurrence.children, occurrence.live);
        if (item.length === 0) {
            return answers;
        }
        const last = answers.pop() ?? byPerson({}, 'manual', this.author);
        return [...answers, { ...last, item }];
    }
}

const wasFilledIn = source => isAutomatic(source) || source === 'override';
