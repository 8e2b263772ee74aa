/** The query page: an editor in place of the text area, answers without a new page, tabs, drafts and what has been run. */
import { copies } from "./answer/copying";
import { follow } from "./answer/following";
import { narrows } from "./answer/narrowing";
import { Bench } from "./editor/bench";
import { Keeping } from "./editor/keeping";
import { Running } from "./editor/running";
import { filled, said } from "./editor/words";
import { narrowed } from "./terms/narrowed";

async function start(form: HTMLFormElement, field: HTMLTextAreaElement, box: HTMLElement): Promise<void> {
  const texts = said();
  const running = new Running(form, texts.words);
  const { Editor } = await import("./editor/editor");
  let bench: Bench | undefined;
  const editor = new Editor(field, texts, {
    changed: (text) => bench?.changed(text),
    run: () => form.requestSubmit(),
    tell: (text) => running.tell(text, true),
    told: (told, text) => bench?.told(told, text),
  });
  const keeping = new Keeping(() => document.querySelector(".not-kept")?.removeAttribute("hidden"));
  bench = new Bench(editor, running, box, texts.words, keeping);
  serve(bench, form, box);
  const layOut = form.querySelector<HTMLElement>("[data-lay-out]");
  layOut?.addEventListener("click", () => editor.layOut());
  for (const each of document.querySelectorAll<HTMLElement>("[data-lay-out], #keys, #query-keys")) each.hidden = false;
}

/** Have the bench do what a form and links would do with a new page. */
function serve(bench: Bench, form: HTMLFormElement, box: HTMLElement): void {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void bench.run();
  });
  box.addEventListener("click", (event) => {
    const fix = followed(event, "a[data-fix]");
    if (fix) bench.mend(asked(fix));
  });
  document.querySelector("#examples")?.addEventListener("click", (event) => {
    const example = followed(event, "a");
    if (!example) return;
    bench.open(asked(example), example.textContent?.trim());
    void bench.run();
  });
}

/** The link that was clicked to be followed here, which it now is not. */
function followed(event: Event, links: string): HTMLAnchorElement | null {
  const click = event as MouseEvent;
  const link = (event.target as Element).closest<HTMLAnchorElement>(links);
  if (!link || click.button || click.ctrlKey || click.metaKey || click.shiftKey || click.altKey) return null;
  event.preventDefault();
  return link;
}

const asked = (link: HTMLAnchorElement): string => new URL(link.href).searchParams.get("query") ?? "";

/** Narrow the examples to those that hold what is typed. */
function finds(examples: HTMLElement): void {
  const field = examples.querySelector<HTMLInputElement>("input");
  const told = examples.querySelector<HTMLElement>("[role=status]");
  if (!field || !told) return;
  field.closest<HTMLElement>("[hidden]")?.removeAttribute("hidden");
  const narrow = (): void => {
    const { wanted, found } = narrowed(examples, field.value);
    const { some = "", none = "" } = told.dataset;
    told.textContent = !wanted ? "" : found ? filled(some, { count: found }) : none;
  };
  field.addEventListener("input", narrow);
  narrow(); // the browser may have kept what was written
}

const form = document.querySelector<HTMLFormElement>("form.query");
const field = form?.querySelector<HTMLTextAreaElement>("textarea");
const box = document.querySelector<HTMLElement>("#outcome");
form?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target === field) form.requestSubmit();
});
if (form && field && box) void start(form, field, box);
const examples = document.querySelector<HTMLElement>("#examples");
if (examples) finds(examples);
follow(copies);
copies();
narrows();
