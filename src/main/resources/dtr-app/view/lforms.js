import { NOT_ANSWERED } from './definition.js';

/** Loads NLM's LHC-Forms and puts forms on the page. Everything that depends on how LHC-Forms is built is in this file and in model.js. */

const HOME = new URL('../vendor/lforms-40.1.3/', import.meta.url);
const STYLES = new URL('form.css', import.meta.url);
const PAPER = new URL('print.css', import.meta.url);

/** The order matters: zone.js before Angular, the FHIR conversion after the component. */
const SCRIPTS = ['zone.min.js', 'lhc-forms.js', 'lformsFHIR.min.js'];

const OPTIONS = {
    fhirVersion: 'R4',
    prepopulate: false,
    viewMode: 'sm',
    hideTreeLine: true,
    hideIndentation: true,
    allowMultipleEmptyRepeatingItems: true,
    displayScoreWithAnswerText: false,
    messageLevel: null
};

/** @type {Promise<void>|undefined} */
let loading;

/** Loads the library once; a failed load can be tried again. @returns {Promise<void>} */
export function load() {
    loading ??= arrive().catch(problem => {
        loading = undefined;
        throw problem;
    });
    return loading;
}

async function arrive() {
    setStylesAsProperties();
    const styles = [STYLES, PAPER].map(style);
    for (const name of SCRIPTS) {
        await script(new URL(name, HOME));
    }
    await Promise.all(styles);
}

/**
 * The page's policy refuses style attributes that are written as text, as Angular does for those that a template fixes. The
 * same styles as properties are allowed: only markup that got into the page could do harm with the attribute.
 */
function setStylesAsProperties() {
    const write = Element.prototype.setAttribute;
    Element.prototype.setAttribute = function (name, value) {
        if (name === 'style' && this instanceof HTMLElement) {
            this.style.cssText = value;
        } else {
            write.call(this, name, value);
        }
    };
}

/** @param {HTMLElement} element @returns {Promise<void>} */
function arrived(element) {
    return new Promise((done, fail) => {
        element.addEventListener('load', () => done());
        element.addEventListener('error', () => fail(new Error('A part of the form could not be loaded. Reload the page.')));
        document.head.append(element);
    });
}

/** @param {URL} address */
function script(address) {
    return arrived(Object.assign(document.createElement('script'), { src: address.href }));
}

/** @param {URL} address */
function style(address) {
    return arrived(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: address.href }));
}

/**
 * Shows a form.
 * @param {HTMLElement} place its content is replaced
 * @param {object} questionnaire made by definition.js
 * @param {object} response answers to show
 * @returns {Promise<object>} the live form data of LHC-Forms
 */
export async function render(place, questionnaire, response) {
    await load();
    const util = window.LForms.Util;
    await util.addFormToPage(questionnaire, place, { ...OPTIONS, questionnaireResponse: response });
    // The library keeps every definition it has shown, for a feature that is not used here.
    window.LForms.addedFormDefs = [];
    return place.querySelector('wc-lhc-form').lhcFormData;
}

/**
 * Calls after the library has taken over a change of a value.
 * @param {object} form live form data
 * @param {() => void} listener
 */
export function onValueChange(form, listener) {
    const update = form.updateOnSourceItemChange;
    form.updateOnSourceItemChange = function (item) {
        if (item.value?.code === NOT_ANSWERED.code && item.value.system === NOT_ANSWERED.system) {
            item.value = null;
        }
        update.call(this, item);
        listener();
    };
}
