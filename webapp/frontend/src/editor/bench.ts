/** The query page at work: which tab is in the editor, what is run, and which answer is shown at which address. */
import { copies } from "../answer/copying";
import { narrows } from "../answer/narrowing";
import type { Told } from "./checking";
import { type Draft, Drafts } from "./drafts";
import type { Editor } from "./editor";
import { type Keeping, remember, remembered } from "./keeping";
import { Remarks } from "./remarks";
import type { Outcome, Running } from "./running";
import { Runs } from "./runs";
import { here, part, reveal } from "./sights";
import { Tabs } from "./tabs";
import type { Words } from "./words";

interface Shown {
  address: string;
  /** None where it came with the page, or the table has been sorted or searched since. */
  html: string | undefined;
  /** The query that has been run. */
  text?: string;
}

type State = Editor["state"];

export class Bench {
  readonly #drafts: Drafts;
  readonly #states = new Map<string, State>();
  readonly #shown = new Map<string, Shown>();
  readonly #tabs: Tabs;
  readonly #runs: Runs;
  readonly #remarks: Remarks;
  #chosen = "";
  #closed: Draft | undefined;
  /** The text whose answer or error is shown. */
  #answered: string | undefined;

  constructor(
    readonly editor: Editor,
    readonly running: Running,
    readonly box: HTMLElement,
    readonly words: Words,
    keeping: Keeping,
  ) {
    this.#drafts = new Drafts(keeping, (id) => this.#elsewhere(id));
    this.#runs = new Runs(part("#runs"), keeping, words, (text, name) => this.open(text, name));
    this.#remarks = new Remarks(part(".remarks"), words);
    this.#tabs = new Tabs(part(".query-tabs"), words, this.#desk());
    this.#begin();
    addEventListener("popstate", (event) => void this.#back(event.state as { tab?: string } | null));
  }

  /** Run what is in the editor, and show what comes of it. */
  async run(): Promise<void> {
    const text = this.editor.text;
    if (!text.trim()) return this.editor.focus();
    const draft = this.#drafts.keep({ ...this.#draft, text, clean: true });
    const outcome = await this.#ask(text);
    if (!outcome) return;
    const { address, html, rows } = outcome;
    this.#shown.set(draft.id, { address, html, text });
    if (rows !== undefined) this.#runs.note(text, draft.name, rows);
    if (draft.id !== this.#chosen) return;
    this.#go(address);
    this.#put(outcome);
    reveal(this.box);
  }

  /** Open a query in a tab of its own, or in the one that has it. */
  open(text: string, name = ""): void {
    const has = this.#drafts.all.find((each) => each.text === text);
    this.#choose((has ?? this.#drafts.add(text, name)).id);
    this.editor.focus();
  }

  /** Make a change that the page proposes, and see what comes of it. */
  mend(text: string): void {
    this.editor.replace(text);
    this.editor.focus();
    void this.run();
  }

  changed(text: string): void {
    const draft = this.#drafts.at(this.#chosen);
    if (draft && draft.text !== text) this.#drafts.write(this.#chosen, text);
    this.#age();
  }

  told(told: Told[], text: string): void {
    this.#remarks.show(told, text === this.#answered ? this.box : undefined);
  }

  get #draft(): Draft {
    return this.#drafts.at(this.#chosen) ?? this.#drafts.add(this.editor.text);
  }

  #desk(): ConstructorParameters<typeof Tabs>[2] {
    return {
      all: () => this.#drafts.all,
      chosen: () => this.#chosen,
      choose: (id) => this.#choose(id),
      add: () => this.open(""),
      rename: (id, name) => {
        const draft = this.#drafts.at(id);
        if (draft) this.#drafts.keep({ ...draft, name });
        this.#tabs.show();
      },
      close: (id) => this.#close(id),
      reopen: () => {
        if (!this.#closed) return;
        this.#drafts.keep(this.#closed);
        this.#choose(this.#closed.id);
      },
    };
  }

  /** Take up what was left here, and what the address asks. */
  #begin(): void {
    const text = this.editor.text;
    const asked = new URLSearchParams(location.search).has("query");
    const last = this.#drafts.at(remembered()) ?? this.#drafts.all.at(-1);
    this.#chosen = (asked || !last ? this.#place(text, last) : last).id;
    const draft = this.#draft;
    if (draft.text !== text) this.editor.show(this.editor.fresh(draft.text));
    if (asked) this.#shown.set(draft.id, { address: here(), html: undefined });
    if (asked) this.#answered = text;
    remember(draft.id);
    this.#tabs.show();
  }

  /** Where a text belongs: to the tab that has it, to one in which nothing is lost, or to a new one. */
  #place(text: string, wished: Draft | undefined): Draft {
    const all = this.#drafts.all;
    const has = [wished, ...all].find((each) => each?.text === text);
    if (has) return has;
    return wished?.clean ? this.#drafts.keep({ ...wished, text }) : this.#drafts.add(text);
  }

  #choose(id: string): void {
    this.#leave();
    this.#enter(id);
    const shown = this.#shown.get(id);
    this.#go(shown?.address ?? location.pathname);
    if (shown && shown.html === undefined) void this.#fetch(shown.address);
    else this.#put(shown);
  }

  /** Remember how this tab is left. */
  #leave(): void {
    if (!this.#drafts.at(this.#chosen)) return;
    this.#states.set(this.#chosen, this.editor.state);
    const shown = this.#shown.get(this.#chosen);
    if (shown && shown.address !== here()) this.#shown.set(this.#chosen, { address: here(), html: undefined });
  }

  /** Put the draft of a tab into the editor. */
  #enter(id: string): void {
    this.#chosen = id;
    remember(id);
    const draft = this.#draft;
    const state = this.#states.get(id);
    this.editor.show(state?.doc.toString() === draft.text ? state : this.editor.fresh(draft.text));
    this.#remarks.show([]);
    this.#tabs.show();
  }

  #close(id: string): void {
    const all = this.#drafts.all;
    const at = all.findIndex((each) => each.id === id);
    if (id === this.#chosen) this.#leave();
    this.#closed = this.#drafts.at(id);
    this.#drafts.drop(id);
    const next = all[at + 1] ?? all[at - 1] ?? this.#drafts.add("");
    if (id === this.#chosen) this.#choose(next.id);
    else this.#tabs.show();
  }

  /** Another window has changed a draft. */
  #elsewhere(id: string): void {
    const now = this.#drafts.at(id);
    if (id === this.#chosen && now && now.text !== this.editor.text) this.editor.replace(now.text);
    if (id === this.#chosen && !now) this.#chosen = this.#drafts.add(this.editor.text).id; // closed there, but in sight here
    this.#tabs.show();
  }

  /** Follow the reader back or forth: to the tab and the query of the address. */
  async #back(state: { tab?: string } | null): Promise<void> {
    const text = new URLSearchParams(location.search).get("query");
    const wished = this.#drafts.at(state?.tab ?? this.#chosen);
    const draft = text === null ? wished : this.#place(text.replace(/\r\n?/g, "\n"), wished);
    if (draft && draft.id !== this.#chosen) {
      this.#states.set(this.#chosen, this.editor.state);
      this.#enter(draft.id);
    } else if (draft && draft.text !== this.editor.text) this.editor.replace(draft.text);
    const shown = this.#shown.get(this.#chosen);
    if (shown?.address === here() && shown.html !== undefined) this.#put(shown);
    else if (text === null) this.#put(undefined);
    else await this.#fetch(here());
  }

  async #fetch(address: string): Promise<void> {
    const { id, text } = this.#draft;
    const outcome = await this.#ask(text, address);
    if (!outcome || id !== this.#chosen) return;
    this.#shown.set(id, outcome);
    this.#put(outcome);
  }

  async #ask(text: string, address?: string): Promise<Outcome | undefined> {
    this.box.setAttribute("aria-busy", "true");
    try {
      return await this.running.run(text, address);
    } catch {
      this.#put({ html: part<HTMLTemplateElement>("template#unreached").innerHTML });
      return undefined;
    } finally {
      if (!this.running.underway) this.box.removeAttribute("aria-busy");
    }
  }

  /** Say in the address what is shown; which tab it is stands in the state. */
  #go(address: string): void {
    if (address === here()) history.replaceState({ tab: this.#chosen }, "");
    else history.pushState({ tab: this.#chosen }, "", address);
  }

  #put(what: { html: string | undefined; text?: string; other?: string | undefined } | undefined): void {
    this.box.innerHTML = what?.html ?? "";
    this.#answered = what?.text;
    if (this.#answered === this.editor.text) this.#remarks.except(this.box);
    this.#age();
    if (what?.other) document.querySelector("a.switch")?.setAttribute("href", what.other);
    const title = this.box.querySelector("h2")?.textContent;
    if (title) this.running.tell(title);
    if (what) document.querySelector("#examples")?.removeAttribute("open"); // an answer is looked for right below the form
    this.#enliven();
  }

  /** Say so where the answer is not that to the query as it stands now. */
  #age(): void {
    part(".stale").hidden = this.#answered === undefined || this.#answered === this.editor.text;
  }

  #enliven(): void {
    copies();
    narrows();
    if (this.box.querySelector("drawn-picture")) void import("../picture");
  }
}
