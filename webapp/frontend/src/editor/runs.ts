/** What has been run, the newest first: kept in this browser only, opened again in a tab. */
import type { Keeping } from "./keeping";
import { filled, type Words } from "./words";

interface Run {
  text: string;
  name: string;
  rows: number;
  at: number;
}

const RUNS = "runs";
const MOST = 100;
const MOST_CHARACTERS = 1_000_000; // browsers keep about five million for all of us

export class Runs {
  readonly #list: HTMLElement;

  constructor(
    readonly box: HTMLElement,
    readonly keeping: Keeping,
    readonly words: Words,
    readonly open: (text: string, name: string) => void,
  ) {
    this.#list = box.querySelector<HTMLElement>("ol")!;
    box.hidden = false;
    box.querySelector("[data-clear]")?.addEventListener("click", () => this.#clear());
    keeping.watch((name) => {
      if (name === RUNS) this.#show();
    });
    this.#show();
  }

  /** Note what has been answered. */
  note(text: string, name: string, rows: number): void {
    const [newest, ...older] = this.#all;
    const rest = newest && newest.text !== text ? [newest, ...older] : older;
    let room = MOST_CHARACTERS;
    const kept = [{ text, name, rows, at: Date.now() }, ...rest].slice(0, MOST).filter((each) => (room -= each.text.length) > 0);
    this.keeping.keep(RUNS, kept);
    this.#show();
  }

  get #all(): Run[] {
    return this.keeping.one<Run[]>(RUNS) ?? [];
  }

  #clear(): void {
    if (!confirm(this.words["clearing"] ?? "")) return;
    this.keeping.drop(RUNS);
    this.#show();
    this.box.querySelector("summary")?.focus();
  }

  #show(): void {
    const all = this.#all;
    this.#list.replaceChildren(...all.map((each) => this.#item(each)));
    this.box.classList.toggle("nothing", !all.length);
  }

  #item(run: Run): HTMLElement {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "as-link";
    button.textContent = run.name || gist(run.text);
    button.addEventListener("click", () => this.open(run.text, run.name));
    const when = document.createElement("span");
    when.className = "quiet";
    const at = new Date(run.at).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
    when.textContent = filled(run.rows === 1 ? this.words["ranRow"] : this.words["ranRows"], { at, rows: run.rows.toLocaleString() });
    item.append(button, when);
    return item;
  }
}

/** What tells a query from others at a glance: what its first comment says, or how it begins after the prefixes. */
export function gist(text: string): string {
  const comment = /^\s*#+\s*(\S.*)$/m.exec(text)?.[1];
  const query = text.replace(/^\s*(?:#.*|(?:PREFIX|BASE)\b.*)$/gim, "").replace(/\s+/g, " ").trim();
  return (comment ?? query).slice(0, 80);
}
