import { say } from './page.js';
import { Problem } from './problem.js';

const PAUSE = 3000;
const RETRY = 15000;

/**
 * The unfinished response at the EHR (spec-151): created at the first save, updated after that. What could not be saved
 * is tried again until it is.
 */
export class Draft {
    /**
     * @param {import('./ehr.js').Ehr} ehr
     * @param {string|undefined} id of a response that is continued
     * @param {() => any} current gives the response as it is on the screen
     */
    constructor(ehr, id, current) {
        this.ehr = ehr;
        this.id = id;
        this.current = current;
        this.unsaved = false;
        this.timer = 0;
        this.running = Promise.resolve();
        this.leaving = event => {
            if (this.unsaved) {
                event.preventDefault();
            }
        };
        addEventListener('beforeunload', this.leaving);
    }

    /** Something was answered: saves after a pause. */
    changed() {
        this.unsaved = true;
        this.#later(PAUSE);
    }

    /** Saves now, in the order of the calls. @returns {Promise<boolean>} whether it worked */
    save() {
        clearTimeout(this.timer);
        const run = this.running.then(() => this.#store(this.current()));
        this.running = run.then(() => undefined);
        return run;
    }

    /** Stores a response as it is given, a finished one. @param {any} response @throws {Problem} */
    async store(response) {
        clearTimeout(this.timer);
        await this.running;
        const stored = await this.ehr.store(this.id ? { ...response, id: this.id } : response);
        this.id = stored.id ?? this.id;
        this.unsaved = false;
        return this.id;
    }

    /** No more saving. */
    end() {
        clearTimeout(this.timer);
        removeEventListener('beforeunload', this.leaving);
    }

    #later(delay) {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.save(), delay);
    }

    async #store(response) {
        this.unsaved = false;
        try {
            const stored = await this.ehr.store(this.id ? { ...response, id: this.id } : response);
            this.id = stored.id ?? this.id;
            say(`Saved at ${this.ehr.name} at ${new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })}.`);
            return true;
        } catch (error) {
            const problem = Problem.of(error);
            this.unsaved = true;
            say(`Not saved: ${problem.message} ${problem.details[0] ?? ''} Your answers stay on this page.`);
            if (problem.offline) {
                this.#later(RETRY);
            }
            return false;
        }
    }
}
