/** The catalogue of questions: those that hold all the words stay. */
import { narrowed } from "./terms/narrowed";

const form = document.querySelector<HTMLFormElement>(".find-question");
const field = form?.querySelector<HTMLInputElement>("input");
const told = form?.querySelector<HTMLElement>("[role=status]");

function find(): void {
  const catalogue = document.querySelector<HTMLElement>(".catalogue");
  if (!catalogue || !told) return;
  const { wanted, found } = narrowed(catalogue, field?.value ?? "");
  const { some = "", none = "" } = told.dataset;
  told.textContent = !wanted ? "" : found ? some.replace("{count}", String(found)) : none;
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
