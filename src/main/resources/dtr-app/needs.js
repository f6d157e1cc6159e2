import { codes, valueSet } from './package.js';

/**
 * What the logic reads: every retrieve that the given expressions can reach, and no other (sec-3).
 * @typedef {{type: string, property: string|null, codes: {system: string, code: string}[]|null}} Need
 *     `codes`: null when all of the type are needed
 */

/**
 * @param {any} root ELM library whose defines are wanted
 * @param {any[]} libraries ELM libraries it may include
 * @param {any[]} valueSets
 * @returns {Need[]}
 */
export function needsOf(root, libraries, valueSets) {
    const search = new Reach(libraries, valueSets);
    root.library.statements.def.forEach(each => search.walk(each.expression, root.library));
    return search.needs;
}

class Reach {
    constructor(libraries, valueSets) {
        this.libraries = libraries.map(each => each.library);
        this.valueSets = valueSets;
        this.seen = new Set();
        this.needs = [];
    }

    walk(node, library) {
        if (Array.isArray(node)) {
            node.forEach(each => this.walk(each, library));
        } else if (node && typeof node === 'object') {
            if (node.type === 'Retrieve') {
                this.needs.push(this.#need(node, library));
            } else if (node.type === 'ExpressionRef' || node.type === 'FunctionRef') {
                this.#follow(node, library);
            }
            Object.values(node).forEach(each => this.walk(each, library));
        }
    }

    #follow(node, library) {
        const home = node.libraryName ? this.#included(node.libraryName, library) : library;
        const key = `${home?.identifier.id}.${node.name}`;
        if (home && !this.seen.has(key)) {
            this.seen.add(key);
            home.statements.def.filter(each => each.name === node.name).forEach(each => this.walk(each.expression, home));
        }
    }

    #included(localName, library) {
        const include = (library.includes?.def ?? []).find(each => each.localIdentifier === localName);
        return include && this.libraries.find(each => each.identifier.id === include.path.split('/').pop());
    }

    #need(retrieve, library) {
        const type = String(retrieve.dataType).replace(/^\{[^}]*\}/, '');
        const found = retrieve.codes ? this.#codes(retrieve.codes, library) : null;
        return { type, property: retrieve.codeProperty ?? null, codes: found };
    }

    /** The codes that a retrieve filters by; null when they cannot be told before it runs. */
    #codes(node, library) {
        const references = [];
        const collect = each => {
            if (Array.isArray(each)) {
                each.forEach(collect);
            } else if (each && typeof each === 'object') {
                if (['ValueSetRef', 'CodeRef', 'ConceptRef'].includes(each.type)) {
                    references.push(each);
                }
                Object.values(each).forEach(collect);
            }
        };
        collect(node);
        const found = references.map(each => this.#resolve(each, library));
        return found.length > 0 && found.every(Boolean) ? found.flat() : null;
    }

    #resolve(reference, library) {
        const home = reference.libraryName ? this.#included(reference.libraryName, library) : library;
        const named = section => (home?.[section]?.def ?? []).find(each => each.name === reference.name);
        if (reference.type === 'ValueSetRef') {
            const definition = named('valueSets');
            const set = definition && valueSet(this.valueSets, definition.version ? `${definition.id}|${definition.version}` : definition.id);
            return set?.expansion ? codes(set.expansion.contains ?? []).map(({ system, code }) => ({ system, code })) : null;
        }
        if (reference.type === 'CodeRef') {
            const definition = named('codes');
            const system = (home?.codeSystems?.def ?? []).find(each => each.name === definition?.codeSystem?.name)?.id;
            return definition && system ? [{ system, code: definition.id }] : null;
        }
        const parts = named('concepts')?.code?.map(each => this.#resolve({ ...each, type: 'CodeRef' }, home)) ?? [];
        return parts.length > 0 && parts.every(Boolean) ? parts.flat() : null;
    }
}
