/** Names of the guides, and reading of FHIR JSON. */

const DTR = 'http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/';
const SDC = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-';

export const URLS = {
    qrCoverage: `${DTR}qr-coverage`,
    qrContext: `${DTR}qr-context`,
    intendedUse: `${DTR}intendedUse`,
    informationOrigin: `${DTR}information-origin`,
    alternativeExpression: `${DTR}alternativeExpression`,
    responseProfile: `${DTR}dtr-questionnaireresponse`,
    coverageInformation: 'http://hl7.org/fhir/us/davinci-crd/StructureDefinition/ext-coverage-information',
    cqfLibrary: 'http://hl7.org/fhir/StructureDefinition/cqf-library',
    initialExpression: `${SDC}initialExpression`,
    itemPopulationContext: `${SDC}itemPopulationContext`,
    adaptive: `${SDC}questionnaireAdaptive`
};

/** The extensions of a URL. @param {any} element @param {string} url @returns {any[]} */
export function extensions(element, url) {
    return (element?.extension ?? []).filter(extension => extension.url === url);
}

/** The first extension of a URL. @param {any} element @param {string} url */
export function extension(element, url) {
    return extensions(element, url)[0];
}

/** The value of an element whose name begins with `value`. @param {any} element */
export function valueOf(element) {
    const key = Object.keys(element ?? {}).find(each => /^_?value[A-Z]/.test(each) && !each.startsWith('_'));
    return key === undefined ? undefined : element[key];
}

/** `Type/id`, whatever base the reference has; empty for fragments and URNs. @param {string|undefined} reference */
export function local(reference) {
    const match = /(?:^|\/)([A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64})(?:\/_history\/[^/]+)?$/.exec(reference ?? '');
    return match ? match[1] : '';
}

/** `Type/id` of a resource. @param {any} resource */
export function nameOf(resource) {
    return `${resource.resourceType}/${resource.id}`;
}

/** A canonical in its parts. @param {string} canonical */
export function canonical(canonical) {
    const [url, version] = canonical.split('|');
    return { url, version };
}

/** The words for a CodeableConcept. @param {any} concept */
export function words(concept) {
    return concept?.text ?? concept?.coding?.find(coding => coding.display)?.display ?? concept?.coding?.[0]?.code;
}

/** A person's name. @param {any} resource with HumanName[] */
export function personName(resource) {
    const name = resource?.name?.find?.(each => each.use === 'official') ?? resource?.name?.[0];
    return name ? name.text ?? [...(name.given ?? []), name.family].filter(Boolean).join(' ') : undefined;
}

/** Every item of a form with its children. @param {any[]} items @returns {Generator<any>} */
export function* allItems(items) {
    for (const item of items ?? []) {
        yield item;
        yield* allItems(item.item);
    }
}

/** A copy that shares nothing. @template T @param {T} value @returns {T} */
export function copy(value) {
    return structuredClone(value);
}
