/** Links and forms marked with data-view show the table anew in its place; the address and the focus go along. */

const PAUSE = 250; // milliseconds after the last key

/** Whatever of the page depends on how the table is shown; the fetched page has the same under the same id. */
const parts = (of: ParentNode): HTMLElement[] => [...of.querySelectorAll<HTMLElement>("[data-swap]")];

type Kept = "push" | "replace" | "";

let underway: AbortController | undefined;
let waiting = 0;
let here = "";
let told = (): void => undefined;

/** Follow them from now on, and call back whenever a table has been put in its place. */
export function follow(shown: () => void): void {
  told = shown;
  document.addEventListener("click", clicked);
  document.addEventListener("submit", submitted);
  document.addEventListener("input", (event) => {
    if (!(event as InputEvent).isComposing) typed(event);
  });
  document.addEventListener("compositionend", typed);
  document.addEventListener("click", (event) => fold((event.target as Element).closest("details.columns")));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") fold(null);
  });
}

/** Show again what the address says whenever the reader goes back or forth. */
export function retrace(): void {
  here = address();
  addEventListener("popstate", () => {
    if (address() !== here) void go(location.href, () => undefined, "");
  });
}

const address = (): string => location.pathname + location.search;

function clicked(event: MouseEvent): void {
  const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-view]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  void go(link.href, link.dataset["view"] === "top" ? toTop : focusKeeper(link));
}

function submitted(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (!form.matches("form[data-view]")) return;
  event.preventDefault();
  void go(addressOf(form), focusKeeper(event.submitter ?? document.activeElement));
}

/** What is typed into the filter counts when no key has followed for a while. */
function typed(event: Event): void {
  const field = event.target as HTMLInputElement;
  if (field.id !== "filter") return;
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    if (field.form) void go(addressOf(field.form), focusKeeper(field), "replace");
  }, PAUSE);
}

/** Fetch the page and put what it shows in place; where that fails, the browser goes there by itself. */
async function go(to: string, keep: () => void, kept: Kept = "push"): Promise<void> {
  underway?.abort();
  const mine = (underway = new AbortController());
  document.querySelector("#rows")?.setAttribute("aria-busy", "true");
  try {
    const reply = await fetch(to, { headers: { Accept: "text/html" }, signal: mine.signal });
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    if (mine.signal.aborted) return;
    if (!reply.ok || !page.querySelector("#rows")) return location.assign(to);
    if (kept === "push") history.pushState(null, "", to);
    if (kept === "replace") history.replaceState(null, "", to);
    here = address();
    put(page);
    told();
    keep();
  } catch {
    if (!mine.signal.aborted) location.assign(to);
  }
}

/** What the form asks for; columns go as one word, and not at all when all are chosen. */
function addressOf(form: HTMLFormElement): string {
  const said = new FormData(form);
  const columns = said.getAll("columns").join(",");
  const every = form.querySelectorAll("input[name=columns]").length;
  const chosen = said.getAll("columns").length;
  said.delete("columns");
  if (chosen && chosen < every) said.set("columns", columns);
  const words = [...said.entries()].filter((each): each is [string, string] => typeof each[1] === "string" && each[1] !== "");
  const address = new URL(form.action);
  address.search = new URLSearchParams(words).toString();
  return address.href;
}

function put(page: Document): void {
  const open = document.querySelector<HTMLDetailsElement>("#share")?.open;
  for (const part of parts(document)) {
    const next = page.getElementById(part.id);
    if (next) part.replaceWith(document.adoptNode(next));
  }
  const share = document.querySelector<HTMLDetailsElement>("#share");
  if (share && open) share.open = true;
  const language = page.querySelector<HTMLAnchorElement>("a.switch")?.getAttribute("href");
  if (language) document.querySelector("a.switch")?.setAttribute("href", language);
  const said = document.querySelector("#said");
  if (said) said.textContent = document.querySelector<HTMLElement>("#rows")?.dataset["said"] ?? "";
}

/** Brings the focus back to what had it, or to the table if that is gone. */
function focusKeeper(from: Element | null): () => void {
  const key = (from as HTMLElement | null)?.dataset["key"];
  return () => {
    const field = document.querySelector<HTMLInputElement>("#filter");
    const typed = key === "filter" && from instanceof HTMLInputElement ? from : undefined;
    const again = key ? document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) : null;
    const folded = again?.closest("details:not([open])")?.querySelector<HTMLElement>("summary");
    (folded ?? again ?? document.querySelector<HTMLElement>("#rows"))?.focus({ preventScroll: true });
    if (typed && field) {
      const at = typed.selectionStart ?? typed.value.length;
      field.value = typed.value; // what was written while the answer was on its way
      field.setSelectionRange(at, at);
    }
  };
}

/** Close the list of columns, which lies above the table, unless it is the one that is used. */
function fold(used: Element | null): void {
  const list = document.querySelector<HTMLDetailsElement>("details.columns[open]");
  if (!list || list === used) return;
  if (list.contains(document.activeElement)) list.querySelector<HTMLElement>("summary")?.focus();
  list.open = false;
}

function toTop(): void {
  const rows = document.querySelector<HTMLElement>("#rows");
  rows?.focus({ preventScroll: true });
  rows?.scrollIntoView({ block: "start" });
}
