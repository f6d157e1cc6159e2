/*
 * A form app at its smallest: runs the logic of questionnaire packages in cql-execution, on what the FHIR API of an EHR
 * says of a patient. It is given nothing else: no parameters, no terminology server, no code of ours.
 *
 *   node prefill.mjs <job.json>
 *
 * The job: {engine: url of the module with cql-execution and cql-exec-fhir, runs: [{name, packaged: file with the
 * answer of $questionnaire-package, ehr: base url, patient: id, today: [year, month, day]}]}.
 * Prints {name: {expression: value}}: codes as {system, code, display}, dates as text, rows as objects.
 */
import { readFile } from 'node:fs/promises';

const job = JSON.parse(await readFile(process.argv[2], 'utf8'));
const cql = await import(job.engine);
const INITIAL = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-initialExpression';
const ROWS = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-itemPopulationContext';
const LIBRARY = 'http://hl7.org/fhir/StructureDefinition/cqf-library';

const packages = new Map();
const filled = {};
for (const run of job.runs) {
    if (!packages.has(run.packaged)) {
        packages.set(run.packaged, await open(run.packaged));
    }
    filled[run.name] = await fill(run, packages.get(run.packaged));
}
process.stdout.write(JSON.stringify(filled));

/** A package, ready to run: its logic with its value sets, what it retrieves, and what its form asks it for. */
async function open(file) {
    const resources = JSON.parse(await readFile(file, 'utf8')).parameter
        .find(each => each.name === 'packagebundle').resource.entry.map(each => each.resource);
    const form = resources.find(each => each.resourceType === 'Questionnaire');
    const libraries = resources.filter(each => each.resourceType === 'Library').map(elm);
    const [name, version] = form.extension.find(each => each.url === LIBRARY).valueCanonical.split('/').pop().split('|');
    const root = libraries.find(({ library }) => library.identifier.id === name && library.identifier.version === version);
    const executor = new cql.Executor(
        new cql.Library(root, new cql.Repository(libraries)),
        new cql.CodeService(codes(resources.filter(each => each.resourceType === 'ValueSet'))));
    const types = new Set(JSON.stringify(libraries).match(/"dataType":"\{http:\/\/hl7\.org\/fhir\}\w+/g).map(each => each.split('}')[1]));
    types.delete('Patient');
    return { executor, types, expressions: expressions(form.item) };
}

async function fill(run, { executor, types, expressions }) {
    const patients = cql.PatientSource.FHIRv401({ requireProfileTagging: false });
    patients.loadBundles([await chart(run, types)]);
    const now = new cql.DateTime(...run.today, 0, 0, 0, 0, 0);
    const values = Object.values((await executor.exec(patients, now)).patientResults)[0];
    return Object.fromEntries(expressions.map(each => [each, plain(values[each])]));
}

function elm(library) {
    const content = library.content.find(each => each.contentType === 'application/elm+json');
    return JSON.parse(Buffer.from(content.data, 'base64').toString('utf8'));
}

/** Value sets as the engine wants them; one that is too large to come expanded enumerates its codes. */
function codes(valueSets) {
    const byUrl = {};
    for (const set of valueSets) {
        byUrl[set.url] = {
            [set.version]: set.expansion?.contains
                ?? set.compose.include.flatMap(part => part.concept.map(({ code }) => ({ code, system: part.system })))
        };
    }
    return byUrl;
}

/** Everything of the types that the logic retrieves, found by search as any EHR offers it. */
async function chart(run, types) {
    const found = await Promise.all([...types].map(type => search(`${run.ehr}/${type}?patient=${run.patient}`)));
    const patient = await read(`${run.ehr}/Patient/${run.patient}`);
    return { resourceType: 'Bundle', type: 'collection', entry: [patient, ...found.flat()].map(resource => ({ resource })) };
}

async function search(url) {
    const found = [];
    for (let page = url; page;) {
        const bundle = await read(page);
        found.push(...(bundle.entry ?? []).map(({ resource }) => resource));
        page = bundle.link?.find(each => each.relation === 'next')?.url;
    }
    return found;
}

async function read(url) {
    const answer = await fetch(url, { headers: { accept: 'application/fhir+json' } });
    if (!answer.ok) {
        throw new Error(`${url}: ${answer.status}`);
    }
    return answer.json();
}

/** What the items of a form name: a define of the form's library. */
function expressions(items) {
    return items.flatMap(item => [
        ...(item.extension ?? [])
            .filter(each => [INITIAL, ROWS].includes(each.url) && each.valueExpression.language === 'text/cql-identifier')
            .map(each => each.valueExpression.expression.replace(/^"|"$/g, '')),
        ...expressions(item.item ?? [])
    ]);
}

function plain(value) {
    if (value === null || value === undefined) {
        return null;
    }
    if (Array.isArray(value)) {
        return value.map(plain);
    }
    if (value.isCode) {
        return { system: value.system, code: value.code, display: value.display };
    }
    if (value.isDate || value.isDateTime) {
        return value.toString();
    }
    return typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)])) : value;
}
