import { decision } from "./decision.js";
import { element, formName, json, link, parameter, run } from "./page.js";

const HEADERS = { "Content-Type": "application/fhir+json" };

function answers(items) {
  return (items || []).reduce((count, item) => count + (item.answer?.length || 0) + answers(item.item)
    + (item.answer || []).reduce((below, answer) => below + answers(answer.item), 0), 0);
}

/** The response that the app came back with, else the patient's newest. */
function which(patient) {
  const named = (parameter("response") || "").split("/").pop();
  return patient.forms.find((form) => form.id === named) || (named ? undefined : patient.forms[0]);
}

async function send(path, button) {
  button.disabled = true;
  await run(async () => {
    const bundle = await json(`${path}/request`);
    const answer = await json("/fhir/Claim/$submit", { method: "POST", headers: HEADERS, body: JSON.stringify(bundle) });
    document.getElementById("decision").replaceChildren(decision(answer));
  });
  button.disabled = false;
}

function sendButton(path) {
  const button = element("button", { type: "button", id: "send" }, "Send the request");
  button.addEventListener("click", () => send(path, button));
  return button;
}

async function patientOf() {
  const id = parameter("member") || parameter("patient");
  const patients = await json("patients");
  const found = patients.find((patient) => patient.key === id || patient.patient === id
    || patient.forms.some((form) => form.id === (parameter("response") || "").split("/").pop()));
  if (!found) throw new Error("The page was opened without a patient. Begin with the list of patients.");
  return found;
}

run(async () => {
  const patient = await patientOf();
  document.getElementById("order").textContent = `${patient.name}: ${patient.order}, ${patient.payer}`;
  const form = which(patient);
  if (!form) throw new Error("There is no form in the chart yet.");
  const path = `patients/${patient.key}/responses/${form.id}`;
  const response = await json(path);
  const title = response.contained?.find((each) => each.resourceType === "Questionnaire")?.title;
  document.getElementById("stored").textContent = `${formName(form.questionnaire, title)}: ${form.status}, `
    + `${answers(response.item)} answers are stored in the chart.`;
  document.getElementById("actions").append(form.status === "in-progress"
    ? link("Continue the form", "launch", { member: patient.key, response: form.id })
    : sendButton(path));
});
