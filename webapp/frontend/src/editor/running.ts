/** Runs a query without a new page: seconds are counted while it runs, and it can be stopped. */
import { filled, type Words } from "./words";

/** What came of a query. */
export interface Outcome {
  text: string;
  /** Where the page shows it, from its path. */
  address: string;
  /** What the page shows, to be put in place. */
  html: string;
  /** How many rows it has; none if it is an error. */
  rows: number | undefined;
  /** The address of the page in the other language. */
  other: string | undefined;
}

const LONGEST = 6_000; // characters of an address that all programs on the way take

export class Running {
  #underway: AbortController | undefined;
  #clock = 0;
  readonly #bar: HTMLElement;
  readonly #told: HTMLElement;

  constructor(
    readonly form: HTMLFormElement,
    readonly words: Words,
  ) {
    this.#bar = form.querySelector<HTMLElement>(".running")!;
    this.#told = form.querySelector<HTMLElement>("#query-said")!;
    this.#bar.querySelector("button")?.addEventListener("click", () => this.cancel());
    addEventListener("keydown", (event) => this.#escape(event), { capture: true });
  }

  /** Whether a query runs. */
  get underway(): boolean {
    return this.#underway !== undefined;
  }

  /** What the server makes of the query; nothing if it is stopped, or another one is run meanwhile. Raises what fetch raises. */
  async run(text: string, address = this.#address(text)): Promise<Outcome | undefined> {
    this.#underway?.abort();
    const mine = (this.#underway = new AbortController());
    this.#begin();
    try {
      const reply = await fetch(address, { headers: { Accept: "text/html" }, signal: mine.signal, ...this.#sent(text, address) });
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      return { text, address, ...shown(page) };
    } catch (failure) {
      if (mine.signal.aborted) return undefined;
      throw failure;
    } finally {
      if (this.#underway === mine) this.#end();
    }
  }

  /** Stop what runs: the server, too, stops when nobody waits. */
  cancel(): void {
    if (!this.#underway) return;
    const active = this.#bar.contains(document.activeElement);
    this.#underway.abort();
    this.#end();
    this.tell(this.words["cancelled"] ?? "", true);
    if (active) this.form.querySelector<HTMLElement>("[type=submit]")?.focus();
  }

  /** Say it to who cannot see the page; what is seen nowhere else, to all. */
  tell(text: string, seen = false): void {
    this.#told.classList.toggle("unseen", !seen);
    this.#told.textContent = text;
  }

  /** While a query runs, Escape stops it before it closes anything. */
  #escape(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.isComposing || !this.#underway) return;
    event.stopPropagation();
    this.cancel();
  }

  #address(text: string): string {
    const { pathname } = new URL(this.form.action);
    const address = `${pathname}?${new URLSearchParams({ query: text })}`;
    return address.length > LONGEST ? pathname : address;
  }

  #sent(text: string, address: string): RequestInit {
    return address.includes("?") ? {} : { method: "POST", body: new URLSearchParams({ query: text }) };
  }

  #begin(): void {
    clearInterval(this.#clock);
    const began = Date.now();
    const count = (): void => {
      const seconds = Math.floor((Date.now() - began) / 1000);
      this.#bar.querySelector(".seconds")!.textContent = filled(this.words["seconds"], { seconds });
    };
    count();
    this.#clock = setInterval(count, 1000);
    this.#bar.hidden = false;
    this.tell(this.words["running"] ?? "");
  }

  #end(): void {
    clearInterval(this.#clock);
    this.#underway = undefined;
    this.#bar.hidden = true;
    this.tell("");
  }
}

/** What a page shows below the form; of a page without one, such as that of a fault before it, what it says. */
function shown(page: Document): Pick<Outcome, "html" | "rows" | "other"> {
  const outcome = page.querySelector<HTMLElement>("#outcome") ?? page.querySelector("main") ?? page.body;
  const rows = outcome instanceof HTMLElement ? outcome.dataset["rows"] : undefined;
  return {
    html: outcome.innerHTML,
    rows: rows ? Number(rows) : undefined,
    other: page.querySelector("a.switch")?.getAttribute("href") ?? undefined,
  };
}
