import { element } from "./page.js";

const REVIEW = /reviewAction$/;
const CODES = {
  A1: "Approved", A2: "Approved in part", A3: "Not certified", A4: "Pended: a person decides, or something is missing",
  A6: "Approved, modified", C: "Cancelled",
};

/** Every extension of a review action, wherever it is nested. */
function reviewActions(item) {
  const adjudications = (item.adjudication || []).flatMap((adjudication) => adjudication.extension || []);
  return adjudications.filter((extension) => REVIEW.test(extension.url)).flatMap((extension) => extension.extension || []);
}

function codeOf(response) {
  const codes = (response.item || []).flatMap(reviewActions)
    .filter((part) => part.valueCodeableConcept && part.url !== "reasonCode")
    .map((part) => part.valueCodeableConcept.coding[0].code);
  return codes[0];
}

function errors(response) {
  return (response.error || []).map((error) => error.code.text || error.code.coding?.[0]?.display || error.code.coding?.[0]?.code);
}

/** What a PAS response bundle says, for the page. */
export function decision(bundle) {
  const response = bundle.entry.map((entry) => entry.resource).find((each) => each.resourceType === "ClaimResponse");
  const code = codeOf(response);
  const period = response.preAuthPeriod;
  const facts = [];
  if (response.preAuthRef) facts.push(["Authorization", response.preAuthRef]);
  if (period) facts.push(["Valid", `${period.start} to ${period.end}`]);
  return element("div", { "data-decision": code || "error" },
    element("h2", {}, code ? `${CODES[code] || code}` : "The request could not be decided"),
    element("dl", {}, ...facts.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)])),
    element("ul", { class: "notes" },
      ...errors(response).map((text) => element("li", {}, text)),
      ...(response.processNote || []).map((note) => element("li", {}, note.text))));
}
