import { nameOf } from './fhir.js';
import { request } from './http.js';
import { Problem } from './problem.js';

const MOST_PAGES = 50;

/** The EHR's FHIR API, with the token of this launch. */
export class Ehr {
    /**
     * @param {any} client fhirclient's Client
     * @param {string} name shown to people
     */
    constructor(client, name) {
        this.client = client;
        this.name = name;
        this.base = String(client.state.serverUrl).replace(/\/+$/, '');
    }

    /** Reads a resource. @param {string} reference relative, or absolute and below this EHR's base @returns {Promise<any>} */
    read(reference) {
        return this.#send('GET', this.#address(reference));
    }

    /** Reads a resource, or nothing when the EHR does not give it out. @param {string|undefined} reference */
    async readIfAllowed(reference) {
        if (!reference || reference.startsWith('#') || !this.#holds(reference)) {
            return null;
        }
        return this.read(reference).catch(error => nothingIfRefused(error, null));
    }

    /**
     * Every match of a search, page by page.
     * @param {string} type
     * @param {Record<string, string>} parameters
     * @returns {Promise<any[]>}
     */
    async search(type, parameters) {
        const found = [];
        let next = `${this.base}/${type}?${new URLSearchParams(parameters)}`;
        for (let page = 0; next && page < MOST_PAGES; page++) {
            const bundle = await this.#send('GET', this.#address(next));
            found.push(...(bundle.entry ?? [])
                .filter(entry => entry.resource && entry.search?.mode !== 'outcome')
                .map(entry => entry.resource)
                .filter(resource => resource.resourceType !== 'OperationOutcome'));
            next = (bundle.link ?? []).find(link => link.relation === 'next')?.url;
        }
        return found;
    }

    /** As {@link search}; empty when the EHR does not allow or know the search. */
    async searchIfAllowed(type, parameters) {
        return this.search(type, parameters).catch(error => nothingIfRefused(error, []));
    }

    /** Creates a resource without id, updates one with. @param {any} resource @returns {Promise<any>} as stored */
    async store(resource) {
        const answer = resource.id
            ? await this.#send('PUT', this.#address(nameOf(resource)), resource)
            : await this.#send('POST', this.#address(resource.resourceType), resource);
        if (answer?.resourceType === resource.resourceType) {
            return answer;
        }
        return { ...resource, id: resource.id ?? /** @type {any} */ (answer)?.location };
    }

    #holds(reference) {
        return !/^[a-z][a-z0-9+.-]*:/i.test(reference) || reference.startsWith(`${this.base}/`);
    }

    /** Nothing else ever gets the token. */
    #address(reference) {
        const url = new URL(reference, `${this.base}/`);
        if (url.origin !== new URL(this.base).origin) {
            throw new Problem(`${this.name} refers to another server.`, { details: [`The form may not read from ${url.host}.`] });
        }
        return url.href;
    }

    async #send(method, url, body) {
        await this.client.refreshIfNeeded();
        const authorization = this.client.getAuthorizationHeader();
        const answer = await request(url, {
            method,
            body: body && JSON.stringify(body),
            cache: 'no-store',
            credentials: 'omit',
            headers: {
                Accept: 'application/fhir+json',
                ...(authorization ? { Authorization: authorization } : {}),
                ...(body ? { 'Content-Type': 'application/fhir+json', Prefer: 'return=representation' } : {})
            }
        }).catch(error => {
            throw new Problem(`${this.name} does not answer.`, { details: ['Check the connection and try again.'], cause: error });
        });
        const content = await answer.json().catch(() => null);
        if (answer.status === 401) {
            throw new Problem(`Your session at ${this.name} has ended.`, {
                details: ['Open the form again from your EHR. What was saved is kept.'],
                status: 401
            });
        }
        if (!answer.ok) {
            throw Problem.answered(`${this.name} did not accept a request of the form.`, answer.status, content);
        }
        return content ?? { location: idIn(answer.headers.get('Location')) };
    }
}

/** The id in the address of a created resource. */
function idIn(location) {
    return location?.replace(/\/_history\/.*$/, '').split('/').pop();
}

/** An EHR may keep things from the form (spec-119): then they are as if they were not there. */
function nothingIfRefused(error, nothing) {
    if (error instanceof Problem && [400, 403, 404, 405, 410, 501].includes(error.status)) {
        return nothing;
    }
    throw error;
}
