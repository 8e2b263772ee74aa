/** A search field with a list of suggestions below it, for keys and pointers alike (WAI-ARIA 1.2, combobox). */
import { type Suggestion, line, suggested } from "./answers";

/** Milliseconds without a key after which the server is asked. */
const pause = 120;

export class Suggestions {
  private readonly list = document.createElement("div");
  private readonly status = document.createElement("p");
  private found: Suggestion[] = [];
  /** The word that they are for. */
  private word = "";
  private chosen = -1;
  private asking: AbortController | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly field: HTMLInputElement) {
    this.list.id = `${field.id}-suggestions`;
    this.list.className = "suggestions";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", field.dataset["list"] ?? "");
    this.status.className = "unseen";
    this.status.setAttribute("role", "status");
    field.after(this.list, this.status);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
    })) {
      field.setAttribute(name, value);
    }
    field.addEventListener("input", () => {
      this.choose(-1); // what was chosen was for another word
      this.wait();
    });
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => this.close());
    field.addEventListener("focus", () => this.wait());
    // The field keeps the focus, so that the click arrives before the list is gone.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  private wait(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), pause);
  }

  private async ask(): Promise<void> {
    this.asking?.abort();
    const word = this.field.value.trim();
    if (!word) return this.close();
    if (!this.list.hidden && word === this.word) return; // a space more: who is choosing goes on
    const asking = (this.asking = new AbortController());
    try {
      const found = await suggested(this.field, word, asking.signal);
      if (!asking.signal.aborted && document.activeElement === this.field) this.show(word, found);
    } catch {
      if (!asking.signal.aborted) this.close(); // the plain search still works
    }
  }

  private show(word: string, found: Suggestion[]): void {
    const chosen = this.found[this.chosen]?.page;
    this.word = word;
    this.found = found;
    this.list.replaceChildren(...(found.length ? found.map((each, at) => this.option(each, at)) : [this.none()]));
    this.status.textContent = found.length ? this.told("some").replace("{count}", String(found.length)) : this.told("none");
    this.open(true);
    this.choose(found.findIndex((each) => each.page === chosen && chosen !== undefined));
  }

  /** A link, which a pointer may also open elsewhere; keys reach it through the field. */
  private option(suggestion: Suggestion, at: number): HTMLElement {
    const option = document.createElement("a");
    option.href = suggestion.page ?? "";
    option.id = `${this.list.id}-${at}`;
    option.tabIndex = -1;
    option.setAttribute("role", "option");
    option.append(...line(suggestion));
    return option;
  }

  private none(): HTMLElement {
    const told = document.createElement("div");
    told.setAttribute("role", "option");
    told.setAttribute("aria-disabled", "true");
    told.textContent = this.told("none");
    return told;
  }

  private told(what: "some" | "none"): string {
    return this.field.dataset[what] ?? "";
  }

  private key(event: KeyboardEvent): void {
    if (event.isComposing || event.keyCode === 229) return; // the keys belong to the input method
    const open = !this.list.hidden && this.found.length > 0;
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.step(event.key === "ArrowDown" ? 1 : -1);
    } else if (open && event.key === "Enter" && this.chosen >= 0) {
      event.preventDefault();
      (this.list.children[this.chosen] as HTMLElement).click();
    } else if (event.key === "ArrowDown") {
      void this.ask();
    }
  }

  /** One on; beyond either end the field itself is chosen. */
  private step(by: number): void {
    const places = this.found.length + 1;
    this.choose(((this.chosen + 1 + by + places) % places) - 1);
  }

  private choose(which: number): void {
    this.chosen = which;
    [...this.list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === this.chosen)));
    const option = this.list.children[this.chosen];
    if (option) this.field.setAttribute("aria-activedescendant", option.id);
    else this.field.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  private open(open: boolean): void {
    this.list.hidden = !open;
    this.field.setAttribute("aria-expanded", String(open));
  }

  private close(): void {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.field.removeAttribute("aria-activedescendant");
    this.status.textContent = "";
    this.open(false);
  }
}
