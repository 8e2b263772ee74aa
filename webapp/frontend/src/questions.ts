/** The catalogue of questions: those that hold all the words stay. */
import { folded } from "./terms/folded";

const form = document.querySelector<HTMLFormElement>(".find-question");
const field = form?.querySelector<HTMLInputElement>("input");
const told = form?.querySelector<HTMLElement>("[role=status]");

function find(): void {
  const wanted = folded(field?.value ?? "").split(" ").filter(Boolean);
  let found = 0;
  for (const item of document.querySelectorAll<HTMLElement>(".catalogue li")) {
    const words = folded(item.dataset["words"] ?? "");
    item.hidden = !wanted.every((word) => words.includes(word));
    if (!item.hidden) found += 1;
  }
  for (const section of document.querySelectorAll<HTMLElement>(".catalogue section")) {
    section.hidden = !section.querySelector("li:not([hidden])");
  }
  if (told) {
    const { some = "", none = "" } = told.dataset;
    told.textContent = !wanted.length ? "" : found ? some.replace("{count}", String(found)) : none;
  }
}

if (form && field) {
  form.hidden = false;
  field.addEventListener("input", find);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    document.querySelector<HTMLAnchorElement>(".catalogue li:not([hidden]) a")?.click();
  });
  find(); // the browser may have kept what was written
}
