/** Makes forms, answers and engine values for the tests. */
const INITIAL = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-initialExpression';
const CONTEXT = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-itemPopulationContext';
const ALTERNATIVE = 'http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/alternativeExpression';
export const ORIGIN = 'http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/information-origin';

/** An answer with its source. */
export function answer(value, source) {
    return { ...value, extension: [{ url: ORIGIN, extension: [{ url: 'source', valueCode: source }] }] };
}

export function question(linkId, type, more = {}) {
    return { linkId, text: `${linkId}?`, type, ...more };
}

export function answered(linkId, ...answers) {
    return { linkId, answer: answers };
}

/** An expression that names a define. */
export function byDefine(name, { group = null } = {}) {
    const valueExpression = { ...(group ? { name: group } : {}), language: 'text/cql-identifier', expression: `"${name}"` };
    return { extension: [{ url: group ? CONTEXT : INITIAL, valueExpression }] };
}

/** An expression with its ELM beside it. */
export function byElm(elm) {
    const compiled = { url: ALTERNATIVE, valueExpression: { language: 'application/elm+json', expression: JSON.stringify(elm) } };
    return { extension: [{ url: INITIAL, valueExpression: { language: 'text/cql', expression: '…', extension: [compiled] } }] };
}

export function byPath(path) {
    return { extension: [{ url: INITIAL, valueExpression: { language: 'text/fhirpath', expression: path } }] };
}

/** A library as a package brings it. */
export function library(name, statements, more = {}) {
    const elm = {
        library: {
            identifier: { id: name, version: '1.0.0' },
            schemaIdentifier: { id: 'urn:hl7-org:elm', version: 'r1' },
            usings: { def: [{ localIdentifier: 'System', uri: 'urn:hl7-org:elm-types:r1' }, { localIdentifier: 'FHIR', uri: 'http://hl7.org/fhir', version: '4.0.1' }] },
            contexts: { def: [{ name: 'Patient' }] },
            statements: { def: statements.map(([define, expression]) => ({ name: define, context: 'Patient', accessLevel: 'Public', expression })) },
            ...more
        }
    };
    return {
        resourceType: 'Library',
        name,
        version: '1.0.0',
        content: [{ contentType: 'application/elm+json', data: Buffer.from(JSON.stringify(elm)).toString('base64') }]
    };
}

/** A define that retrieves. */
export function retrieve(type, valueSet) {
    return {
        type: 'Retrieve',
        dataType: `{http://hl7.org/fhir}${type}`,
        templateId: `http://hl7.org/fhir/StructureDefinition/${type}`,
        ...(valueSet
            ? { codeProperty: 'code', codeComparator: 'in', codes: { type: 'ValueSetRef', name: valueSet, preserve: true } }
            : {})
    };
}

export function literal(type, value) {
    return { type: 'Literal', valueType: `{urn:hl7-org:elm-types:r1}${type}`, value: String(value) };
}

export function valueSet(url, ...codings) {
    return { resourceType: 'ValueSet', url, version: '1.0.0', expansion: { contains: codings.map(([system, code]) => ({ system, code })) } };
}
