/** The page of all terms: only what holds the words that are typed stays in sight. */
import { folded } from "./terms/folded";

const input = document.querySelector<HTMLInputElement>(".term-search input");
const status = document.querySelector<HTMLElement>(".term-search [role=status]");
const terms = [...document.querySelectorAll<HTMLElement>("[data-words]")];
const groups = [...document.querySelectorAll<HTMLElement>("main section:has([data-words])")];
const links = new Map(
  [...document.querySelectorAll<HTMLAnchorElement>(".term-index li a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]),
);

/** Shows the terms that hold all the words, and says how many these are. */
function narrow(): void {
  const words = folded(input?.value ?? "").split(" ").filter(Boolean);
  for (const term of terms) show(term, words.every((word) => term.dataset.words?.includes(word)));
  for (const group of groups) group.hidden = !group.querySelector("[data-words]:not([hidden])");
  for (const group of groups.filter((each) => each.id)) show(group, !group.hidden);
  const found = terms.filter((term) => !term.hidden).reduce((sum, term) => sum + count(term), 0);
  if (status) status.textContent = found ? `${found} ${status.dataset.some}` : (status.dataset.none ?? "");
}

/** How many terms it is: one of ours, or all that are used of another vocabulary. */
const count = (term: HTMLElement): number => (term.id ? 1 : term.querySelectorAll("dd > span").length);

function show(term: HTMLElement, shown: boolean): void {
  term.hidden = !shown;
  const link = links.get(term.id);
  if (link) link.hidden = !shown;
}

input?.addEventListener("input", narrow);
if (input?.value) narrow();
