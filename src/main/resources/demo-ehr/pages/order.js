import { element, json, link, parameter, run } from "./page.js";

const COVERAGE_INFORMATION = "http://hl7.org/fhir/us/davinci-crd/StructureDefinition/ext-coverage-information";

const WORDS = {
  covered: "Coverage", "pa-needed": "Prior authorization", "doc-needed": "Documentation", reason: "Reason",
  "satisfied-pa-id": "Authorization number", "expiry-date": "Good until",
};

/** What coverage-information says, one line for each part that people can read. */
function statements(order) {
  const said = (order.extension || []).filter((extension) => extension.url === COVERAGE_INFORMATION);
  return said.flatMap((extension) => extension.extension)
    .map((part) => [WORDS[part.url],
      part.valueCode || part.valueString || part.valueDate || part.valueCodeableConcept?.text])
    .filter(([word, value]) => word && value)
    .map(([word, value]) => element("li", {}, `${word}: ${value}`));
}

run(async () => {
  const member = parameter("member");
  const [patient, order] = await Promise.all([json(`patients/${member}`), json(`patients/${member}/order`)]);
  document.getElementById("title").textContent = `${patient.payer} asks for no form`;
  document.getElementById("order").textContent = `${patient.name}: ${patient.order}`;
  const cards = patient.cards.map((card) => element("li", {}, card.summary));
  document.getElementById("cards").append(
    element("ul", { class: "statements" }, ...statements(order)), element("ul", {}, ...cards));
  document.getElementById("actions").append(
    link("Open the form anyway", "launch", { member, anyway: "true" }), " ",
    link("Back to the patients", "./", {}));
});
