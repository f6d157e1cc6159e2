import { said, valueKey } from './answers.js';
import { allItems, copy } from './fhir.js';
import { byHand, sourceOf, withSource } from './origin.js';

/**
 * Joins what the payer, the EHR and the person have answered. The EHR's answer replaces the payer's (spec-73), what a
 * person answered stays (spec-72). `origins` says of every prefilled answer where it comes from and, where the payer has
 * something else on file, what that is: path of the view to `{source, text}`.
 * @param {any} form
 * @param {{payer: any[], client: any[], saved: any[]}} answers items of responses; `saved` of one that is continued
 * @param {string} ehrName
 * @returns {{items: any[], origins: Record<string, {source: string, text: string}>}}
 */
export function merged(form, { payer, client, saved }, ehrName) {
    const origins = {};
    const join = new Join(ehrName, origins);
    const items = join.items(form.item ?? [], { payer, client, saved }, '');
    return { items, origins };
}

class Join {
    constructor(ehrName, origins) {
        this.ehrName = ehrName;
        this.origins = origins;
    }

    items(formItems, from, above) {
        return formItems.flatMap(item => {
            const own = mapped(from, items => items.filter(each => each.linkId === item.linkId));
            const path = above ? `${above}/${item.linkId}` : item.linkId;
            if (item.type === 'display') {
                return [];
            }
            if (item.type !== 'group') {
                return this.#question(item, own, path);
            }
            return item.repeats ? this.#rows(item, own, path) : this.#group(item, own, path);
        });
    }

    #group(item, own, path) {
        const children = this.items(item.item ?? [], mapped(own, items => items[0]?.item ?? []), path);
        return children.length > 0 ? [{ linkId: item.linkId, text: item.text, item: children }] : [];
    }

    /** Repetitions come from one side as a whole: rows of two records cannot be told apart reliably. */
    #rows(item, own, path) {
        const kept = own.saved.some(row => answersIn([row]).some(byHand));
        const rows = kept ? own.saved : own.client.length > 0 ? own.client : own.payer.length > 0 ? own.payer : own.saved;
        rows.forEach((row, index) => {
            const onFile = rows === own.client ? own.payer : [];
            const same = onFile.some(other => keys(other) === keys(row));
            this.#markRow(item.item ?? [], row.item ?? [], `${path}[${index}]`, onFile.length > 0 && !same ? summary(onFile) : '');
        });
        return rows.map(copy);
    }

    #markRow(formItems, items, above, onFile) {
        for (const each of items) {
            const item = formItems.find(other => other.linkId === each.linkId);
            const path = `${above}/${each.linkId}`;
            (each.answer ?? []).forEach((answer, index) => this.#mark(item?.repeats ? `${path}[${index}]` : path, answer, onFile));
            (each.answer ?? []).forEach(answer => this.#markRow(item?.item ?? [], answer.item ?? [], path, ''));
            this.#markRow(item?.item ?? [], each.item ?? [], path, '');
        }
    }

    #question(item, own, path) {
        const of = side => own[side].flatMap(each => each.answer ?? []);
        const [saved, client, payer] = [of('saved'), of('client'), of('payer')];
        const manual = saved.some(byHand);
        const chosen = manual ? saved.map(each => overridden(each, [...client, ...payer]))
            : client.length > 0 ? client : payer.length > 0 ? payer : saved;
        if (chosen.length === 0) {
            return [];
        }
        const differs = chosen === client && payer.length > 0 && answerKeys(payer) !== answerKeys(client);
        const onFile = differs ? payer.map(said).join(', ') : '';
        chosen.forEach((each, index) => this.#mark(item.repeats ? `${path}[${index}]` : path, each, onFile));
        const below = mapped(own, items => items.flatMap(each => each.answer ?? []).flatMap(each => each.item ?? []));
        const children = this.items(item.item ?? [], below, path);
        return [{
            linkId: item.linkId,
            text: item.text,
            answer: chosen.map((each, index) => {
                const { item: nested, ...answer } = copy(each);
                return index === 0 && children.length > 0 ? { ...answer, item: children } : answer;
            })
        }];
    }

    #mark(path, answer, onFile) {
        const source = sourceOf(answer);
        if (source === 'auto-client') {
            const text = onFile ? `from ${this.ehrName}; the payer has on file: ${onFile}` : `from ${this.ehrName}`;
            this.origins[path] = { source, text };
        } else if (source === 'auto-server') {
            this.origins[path] = { source, text: 'from the payer’s record' };
        }
    }
}

function mapped(from, change) {
    return { payer: change(from.payer), client: change(from.client), saved: change(from.saved) };
}

/** An answer by hand to a question that prepopulation would have answered too counts as an override (spec-72). */
function overridden(answer, found) {
    return sourceOf(answer) === 'manual' && found.length > 0 ? withSource(answer, 'override') : answer;
}

function answersIn(items) {
    return [...allItems(items)].flatMap(each => (each.answer ?? []).flatMap(answer => [answer, ...answersIn(answer.item ?? [])]));
}

function answerKeys(answers) {
    return answers.map(valueKey).sort().join();
}

/** What a row says, whatever the order of its questions. */
function keys(row) {
    return [...allItems([row])].flatMap(each => (each.answer ?? []).map(answer => `${each.linkId}=${valueKey(answer)}`)).sort().join();
}

function summary(rows) {
    return rows.map(row => answersIn([row]).map(said).join(', ')).join('; ');
}
