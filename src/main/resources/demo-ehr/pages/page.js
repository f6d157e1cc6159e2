// What the pages share: elements without markup in strings, JSON, and problems said on the page.

/** An element with text or children; attributes by name. */
export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  Object.entries(attributes || {}).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...children);
  return made;
}

/** A link. Values of parameters are encoded. */
export function link(text, path, parameters) {
  return element("a", { href: `${path}?${new URLSearchParams(parameters)}` }, text);
}

/** The JSON of an answer; an error answer is thrown with the server's words. */
export async function json(path, options) {
  const answer = await fetch(path, options);
  const body = await answer.json();
  if (!answer.ok) {
    throw new Error(body.issue?.map((issue) => issue.diagnostics).join(" ") || `HTTP ${answer.status}`);
  }
  return body;
}

/** A parameter of the page's address. */
export function parameter(name) {
  return new URLSearchParams(location.search).get(name);
}

/** Runs the page's work and says on the page what went wrong. */
export async function run(work) {
  try {
    await work();
  } catch (error) {
    const problem = document.getElementById("problem");
    problem.textContent = error.message;
    problem.hidden = false;
  }
}

/** The end of a canonical: which form it is, for people. */
export function formName(canonical, title) {
  return title || canonical.split("|")[0].split("/").pop();
}
