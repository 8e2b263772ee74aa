/** The drafts of the tabs, each kept under a name of its own, so that two windows do not write over each other's. */
import type { Keeping } from "./keeping";

export interface Draft {
  id: string;
  /** What tells those without a name apart. */
  number: number;
  name: string;
  text: string;
  /** Whether the text is as it was opened or last run: nothing is lost when another takes its place. */
  clean: boolean;
  made: number;
}

const DRAFT = "draft.";
const PAUSE = 300; // milliseconds after the last key

export class Drafts {
  readonly #drafts: Map<string, Draft>;
  readonly #waiting = new Map<string, number>();

  constructor(
    readonly keeping: Keeping,
    elsewhere: (id: string) => void,
  ) {
    this.#drafts = keeping.all<Draft>(DRAFT);
    keeping.watch((name) => {
      const id = name.slice(DRAFT.length);
      if (!name.startsWith(DRAFT) || this.#waiting.has(id)) return; // what is being written here comes after it
      const now = keeping.one<Draft>(name);
      if (now) this.#drafts.set(id, now);
      else this.#drafts.delete(id);
      elsewhere(id);
    });
    for (const leaving of ["pagehide", "blur"]) addEventListener(leaving, () => this.#waiting.forEach((_, id) => this.#write(id)));
  }

  /** All of them, the oldest first. */
  get all(): Draft[] {
    return [...this.#drafts.values()].sort((one, other) => one.made - other.made || one.number - other.number);
  }

  at(id: string): Draft | undefined {
    return this.#drafts.get(id);
  }

  add(text: string, name = ""): Draft {
    const taken = new Set(this.all.filter((each) => !each.name).map((each) => each.number));
    let number = 1;
    while (taken.has(number)) number += 1;
    return this.keep({ id: crypto.randomUUID(), number, name, text, clean: true, made: Date.now() });
  }

  /** Keep it as it is, now. */
  keep(draft: Draft): Draft {
    this.#drafts.set(draft.id, draft);
    this.#write(draft.id);
    return draft;
  }

  /** Keep what has been written, when no key has followed for a while. */
  write(id: string, text: string): void {
    const draft = this.#drafts.get(id);
    if (!draft) return;
    this.#drafts.set(id, { ...draft, text, clean: false });
    clearTimeout(this.#waiting.get(id));
    this.#waiting.set(id, setTimeout(() => this.#write(id), PAUSE));
  }

  drop(id: string): void {
    this.#drafts.delete(id);
    this.#write(id);
  }

  #write(id: string): void {
    clearTimeout(this.#waiting.get(id));
    this.#waiting.delete(id);
    const draft = this.#drafts.get(id);
    if (draft) this.keeping.keep(DRAFT + id, draft);
    else this.keeping.drop(DRAFT + id);
  }
}
