/** What the browser keeps of this page, and nobody else: where it may not or cannot keep more, the page works without. */

const PREFIX = "plangraph.query.";

export class Keeping {
  #told = false;

  /** Tells, once, that something could not be kept. */
  constructor(readonly failed: () => void) {}

  /** What is kept under names that begin so, by their ends. */
  all<Kept>(beginning: string): Map<string, Kept> {
    const found = new Map<string, Kept>();
    this.#try(() => {
      for (const name of Object.keys(localStorage)) {
        const kept = name.startsWith(PREFIX + beginning) ? parsed<Kept>(localStorage.getItem(name)) : undefined;
        if (kept !== undefined) found.set(name.slice(PREFIX.length + beginning.length), kept);
      }
    });
    return found;
  }

  one<Kept>(name: string): Kept | undefined {
    return this.#try(() => parsed<Kept>(localStorage.getItem(PREFIX + name)));
  }

  keep(name: string, what: unknown): void {
    this.#try(() => localStorage.setItem(PREFIX + name, JSON.stringify(what)));
  }

  drop(name: string): void {
    this.#try(() => localStorage.removeItem(PREFIX + name));
  }

  /** Call back with the name when another window of the browser has changed what is kept under it. */
  watch(changed: (name: string) => void): void {
    addEventListener("storage", ({ key }) => {
      if (key?.startsWith(PREFIX)) changed(key.slice(PREFIX.length));
    });
  }

  #try<Found>(work: () => Found): Found | undefined {
    try {
      return work();
    } catch {
      if (!this.#told) this.failed();
      this.#told = true;
      return undefined;
    }
  }
}

/** The tab that was in sight in this window: each has its own. */
export function remembered(): string {
  try {
    return sessionStorage.getItem(PREFIX + "chosen") ?? "";
  } catch {
    return "";
  }
}

export function remember(id: string): void {
  try {
    sessionStorage.setItem(PREFIX + "chosen", id);
  } catch {
    // then a new visit begins with the newest tab
  }
}

function parsed<Kept>(text: string | null): Kept | undefined {
  try {
    return text === null ? undefined : (JSON.parse(text) as Kept);
  } catch {
    return undefined; // something else has written there
  }
}
