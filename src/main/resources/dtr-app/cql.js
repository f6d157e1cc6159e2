import { CodeService, DateTime, Executor, Library, PatientSource, Repository } from './vendor/cql-execution-3.3.2/cql-execution.min.mjs';
import { compiledExpressions, wrapped } from './expressions.js';
import { needsOf } from './needs.js';
import { codes } from './package.js';

/** What is wrong with a form's logic; its lines say where, never anything about a patient. */
export class LogicError extends Error {
    /** @param {string[]} lines @param {unknown} [cause] */
    constructor(lines, cause) {
        super(lines.join(' '), { cause });
        this.lines = lines;
    }
}

/** The compiled logic of a form, ready to run. */
export class FormLogic {
    /**
     * @param {any} form
     * @param {any[]} libraries of the package
     * @param {any[]} valueSets of the package, expanded
     * @throws {LogicError} when something in it cannot be read; then none of it is run (spec-76)
     */
    constructor(form, libraries, valueSets) {
        this.valueSets = valueSets;
        this.elm = libraries.map(elmOf).filter(Boolean);
        try {
            this.expressions = compiledExpressions(form);
        } catch (error) {
            throw new LogicError(['The ELM beside an expression of the form cannot be read.'], error);
        }
        const names = this.elm.map(({ library }) => ({ name: library.identifier.id, version: library.identifier.version }));
        this.root = wrapped(this.expressions, names);
    }

    /** What it reads. */
    needs() {
        return needsOf(this.root, this.elm, this.valueSets);
    }

    /**
     * Computes every expression.
     * @param {any} bundle the patient and what is known of them
     * @returns {Promise<{values: Map<string, any>, errors: string[]}>} values by linkId
     */
    async run(bundle) {
        const executor = this.#executor();
        const now = DateTime.fromJSDate(new Date(), -new Date().getTimezoneOffset() / 60);
        const patients = PatientSource.FHIRv401({ requireProfileTagging: false });
        try {
            patients.loadBundles([bundle]);
            const results = await executor.exec(patients, now);
            return { values: new Map(Object.entries(Object.values(results.patientResults)[0] ?? {})), errors: [] };
        } catch {
            return this.#oneByOne(executor, patients, bundle, now);
        }
    }

    /** One that fails must not keep the others from filling their questions. */
    async #oneByOne(executor, patients, bundle, now) {
        const values = new Map();
        const errors = [];
        for (const linkId of this.expressions.keys()) {
            patients.reset();
            patients.loadBundles([bundle]);
            try {
                const results = await executor.exec_expression(linkId, patients, now);
                values.set(linkId, Object.values(results.patientResults)[0]?.[linkId]);
            } catch (error) {
                errors.push(where(linkId, error));
            }
        }
        return { values, errors };
    }

    #executor() {
        const sets = {};
        for (const set of this.valueSets.filter(each => each.expansion)) {
            sets[set.url] = { ...sets[set.url], [set.version ?? '']: codes(set.expansion.contains ?? []) };
        }
        try {
            const library = new Library(this.root, new Repository([this.root, ...this.elm]));
            return new Executor(library, new CodeService(sets), {});
        } catch (error) {
            throw new LogicError(['The logic of the form cannot be loaded.'], error);
        }
    }
}

/** The compiled form of a library; nothing for one that is no logic. */
function elmOf(library) {
    const content = (library.content ?? []).find(each => each.contentType === 'application/elm+json');
    if (!content?.data) {
        return null;
    }
    try {
        const elm = JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(content.data), each => each.charCodeAt(0))));
        if ((elm.library.annotation ?? []).some(each => each.errorSeverity === 'error')) {
            throw new Error('it did not compile');
        }
        return elm;
    } catch (error) {
        throw new LogicError([`The ELM of library ${library.name} ${library.version ?? ''} cannot be read.`], error);
    }
}

/** Where the logic failed. The engine's own message is left out, since it may quote a patient's data. */
function where(linkId, error) {
    const place = [error?.libraryName, error?.expressionName, error?.locator].filter(Boolean).join(', ');
    return `The expression of question ${linkId} failed${place ? ` at ${place}` : ''}.`;
}
