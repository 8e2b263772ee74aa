/** The tabs above the editor (ARIA tabs): arrows go along, F2 renames, Delete closes, and closing can be undone. */
import type { Draft } from "./drafts";
import { filled, type Words } from "./words";

/** What the tabs ask of the page. */
export interface Desk {
  all(): Draft[];
  chosen(): string;
  choose(id: string): void;
  add(): void;
  rename(id: string, name: string): void;
  close(id: string): void;
  reopen(): void;
}

export class Tabs {
  readonly #list: HTMLElement;
  readonly #naming: HTMLElement;
  readonly #closed: HTMLElement;

  constructor(
    readonly box: HTMLElement,
    readonly words: Words,
    readonly desk: Desk,
  ) {
    this.#list = box.querySelector<HTMLElement>("[role=tablist]")!;
    this.#naming = box.querySelector<HTMLElement>(".naming")!;
    this.#closed = box.querySelector<HTMLElement>(".closed")!;
    this.#list.addEventListener("keydown", (event) => this.#key(event));
    this.#listen("[data-add]", () => this.desk.add());
    this.#listen("[data-rename]", () => this.#name());
    this.#listen("[data-close]", () => this.#close(this.desk.chosen()));
    this.#listen("[data-reopen]", () => {
      this.#closed.hidden = true;
      this.desk.reopen();
      this.focus();
    });
    this.#named();
    box.hidden = false;
  }

  /** What the tab of a draft is called. */
  called(draft: Draft): string {
    return draft.name || filled(this.words["untitled"], { number: draft.number });
  }

  show(): void {
    const chosen = this.desk.chosen();
    const active = this.#list.contains(document.activeElement);
    this.#list.replaceChildren(...this.desk.all().map((draft) => this.#tab(draft, draft.id === chosen)));
    const panel = document.getElementById("query-panel")!;
    panel.role = "tabpanel"; // without scripts there are no tabs
    panel.setAttribute("aria-labelledby", `tab-${chosen}`);
    if (active) this.focus();
    this.#chosen?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  focus(): void {
    this.#chosen?.focus();
  }

  get #chosen(): HTMLElement | null {
    return this.#list.querySelector<HTMLElement>("[aria-selected=true]");
  }

  #listen(part: string, work: () => void): void {
    this.box.querySelector(part)?.addEventListener("click", work);
  }

  #tab(draft: Draft, chosen: boolean): HTMLElement {
    const tab = document.createElement("button");
    tab.type = "button";
    tab.role = "tab";
    tab.id = `tab-${draft.id}`;
    tab.textContent = this.called(draft);
    tab.title = tab.textContent;
    tab.tabIndex = chosen ? 0 : -1;
    tab.setAttribute("aria-selected", String(chosen));
    tab.setAttribute("aria-controls", "query-panel");
    tab.addEventListener("click", () => this.#choose(draft.id));
    tab.addEventListener("dblclick", () => this.#name());
    tab.addEventListener("auxclick", (event) => {
      if (event.button === 1) this.#close(draft.id);
    });
    return tab;
  }

  #choose(id: string): void {
    if (id === this.desk.chosen()) return; // a second click of two must meet the same button
    this.#closed.hidden = true;
    this.desk.choose(id);
  }

  #key(event: KeyboardEvent): void {
    const all = this.desk.all();
    const at = all.findIndex((each) => each.id === this.desk.chosen());
    const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: all.length - 1 }[event.key];
    if (next !== undefined) this.#choose(all[(next + all.length) % all.length]!.id);
    else if (event.key === "F2") this.#name();
    else if (event.key === "Delete") this.#close(this.desk.chosen());
    else return;
    event.preventDefault();
  }

  #close(id: string): void {
    const draft = this.desk.all().find((each) => each.id === id);
    if (!draft) return;
    const active = this.#list.contains(document.activeElement);
    this.desk.close(id);
    if (active) this.focus();
    this.#closed.hidden = false;
    this.#closed.querySelector("span")!.textContent = filled(this.words["closed"], { name: this.called(draft) });
  }

  #name(): void {
    const draft = this.desk.all().find((each) => each.id === this.desk.chosen());
    const field = this.#naming.querySelector("input");
    if (!draft || !field) return;
    this.#naming.hidden = false;
    field.value = this.called(draft);
    field.select();
    field.focus();
  }

  #named(): void {
    const field = this.#naming.querySelector("input")!;
    const end = (name?: string): void => {
      if (name) this.desk.rename(this.desk.chosen(), name);
      this.#naming.hidden = true;
      this.focus();
    };
    this.#listen("[data-named]", () => end(field.value.trim()));
    this.#naming.addEventListener("keydown", (event) => {
      if (event.key === "Escape") end();
      else if (event.key === "Enter") end(field.value.trim());
      else return;
      event.preventDefault();
    });
  }
}
