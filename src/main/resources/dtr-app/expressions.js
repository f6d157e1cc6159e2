import { allItems, canonical, extension, URLS } from './fhir.js';
import { librariesOf } from './package.js';

/** Language of references to a define. */
const IDENTIFIER = 'text/cql-identifier';
const NAME = /^(?:(?:"([^"]+)"|([A-Za-z_]\w*))\.)?(?:"([^"]+)"|([A-Za-z_]\w*))$/;
const PATH = /^%([A-Za-z_]\w*)((?:\.[A-Za-z_]\w*)*)$/;

/** Name of the library that {@link wrapped} makes. */
export const WRAPPER = 'FormExpressions';

/** The expression that fills an item, if any. @param {any} item */
function expressionOf(item) {
    return (extension(item, URLS.initialExpression) ?? extension(item, URLS.itemPopulationContext))?.valueExpression;
}

/**
 * What fills the items of a form, compiled (spec-96): linkId to ELM. Items whose expression is a path into the row of a
 * group are not among them, see {@link pathOf}.
 * @param {any} form
 * @returns {Map<string, any>}
 * @throws {Error} when the ELM beside an expression cannot be read
 */
export function compiledExpressions(form) {
    const library = librariesOf(form).map(each => canonical(each).url.split('/').pop())[0];
    const found = new Map();
    for (const item of allItems(form.item)) {
        const expression = expressionOf(item);
        const elm = expression && elmOf(expression, library);
        if (elm) {
            found.set(item.linkId, elm);
        }
    }
    return found;
}

function elmOf(expression, library) {
    const compiled = extension(expression, URLS.alternativeExpression)?.valueExpression;
    if (compiled?.language === 'application/elm+json') {
        return JSON.parse(compiled.expression);
    }
    const name = expression.language === IDENTIFIER ? NAME.exec(expression.expression?.trim() ?? '') : null;
    return name
        ? { type: 'ExpressionRef', libraryName: name[1] ?? name[2] ?? library, name: name[3] ?? name[4] }
        : null;
}

/**
 * The path into a group's row that fills an item, as `%trial.start` says it.
 * @param {any} item
 * @returns {{name: string, path: string[]}|null}
 */
export function pathOf(item) {
    const expression = expressionOf(item);
    const match = expression?.language === 'text/fhirpath' ? PATH.exec(expression.expression?.trim() ?? '') : null;
    return match ? { name: match[1], path: match[2].split('.').filter(Boolean) } : null;
}

/** The name that a repeating group gives to its row. @param {any} item */
export function rowName(item) {
    return extension(item, URLS.itemPopulationContext)?.valueExpression?.name ?? null;
}

/**
 * A library whose defines are the expressions of a form, so that the engine computes them in one go.
 * @param {Map<string, any>} expressions
 * @param {{name: string, version: string|undefined}[]} libraries that they may name
 */
export function wrapped(expressions, libraries) {
    return {
        library: {
            identifier: { id: WRAPPER, version: '1' },
            schemaIdentifier: { id: 'urn:hl7-org:elm', version: 'r1' },
            usings: {
                def: [
                    { localIdentifier: 'System', uri: 'urn:hl7-org:elm-types:r1' },
                    { localIdentifier: 'FHIR', uri: 'http://hl7.org/fhir', version: '4.0.1' }
                ]
            },
            includes: { def: libraries.map(({ name, version }) => ({ localIdentifier: name, path: name, version })) },
            contexts: { def: [{ name: 'Patient' }] },
            statements: {
                def: [...expressions].map(([name, expression]) => ({ name, context: 'Patient', accessLevel: 'Public', expression }))
            }
        }
    };
}
