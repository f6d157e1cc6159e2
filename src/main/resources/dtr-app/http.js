/**
 * The browser's own fetch, taken before the form renderer wraps it: a wrapped one reports every failed request to the
 * console, although the app deals with it.
 */
export const request = globalThis.fetch.bind(globalThis);
