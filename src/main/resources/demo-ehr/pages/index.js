import { element, formName, json, link, run } from "./page.js";

function formLinks(patient) {
  return element("td", {}, link("Open form", "launch", { member: patient.key }), " ",
    link("One question at a time", "launch", { member: patient.key, form: "adaptive" }));
}

function chart(patient) {
  const forms = patient.forms.map((form) => element("li", {},
    form.status === "in-progress"
      ? link(`Continue ${formName(form.questionnaire)}`, "launch", { member: patient.key, response: form.id })
      : link(`${formName(form.questionnaire)}, ${form.status}`, "finished", { member: patient.key, response: form.id })));
  return element("td", {}, forms.length ? element("ul", {}, ...forms) : "");
}

function row(patient) {
  return element("tr", { "data-member": patient.key },
    element("th", { scope: "row" }, patient.name, element("small", {}, `born ${patient.birthDate}`)),
    element("td", {}, patient.payer),
    element("td", {}, patient.order),
    formLinks(patient),
    chart(patient));
}

run(async () => {
  const patients = await json("patients");
  document.getElementById("patients").append(...patients.map(row));
  document.getElementById("reset").addEventListener("click", async () => {
    await fetch("reset", { method: "POST" });
    location.reload();
  });
});
