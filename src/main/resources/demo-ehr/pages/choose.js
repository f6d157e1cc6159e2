import { element, json, link, parameter, run } from "./page.js";

run(async () => {
  const patients = await json("patients");
  document.getElementById("patients").append(...patients.map((patient) => element("li", {},
    link(patient.name, "authorize/patient", { request: parameter("request"), member: patient.key }),
    element("small", {}, `${patient.order}, ${patient.payer}`))));
});
