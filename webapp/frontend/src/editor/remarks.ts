/** What is wrong with the query, as a list below the editor: each with its place, and buttons that mend it. */
import type { Told } from "./checking";
import { filled, type Words } from "./words";

const MOST = 5;

export class Remarks {
  readonly #list: HTMLElement;
  readonly #said: HTMLElement;
  #told: readonly Told[] = [];

  constructor(
    readonly box: HTMLElement,
    readonly words: Words,
  ) {
    this.#list = box.querySelector<HTMLElement>("ul")!;
    this.#said = box.querySelector<HTMLElement>("[role=status]")!;
  }

  /** Show these, but for what the answer says already. */
  show(told: readonly Told[], answer?: HTMLElement): void {
    this.#told = told;
    this.except(answer);
  }

  /** Leave out what the answer says, which has just come. */
  except(answer: HTMLElement | undefined): void {
    const elsewhere = answer?.textContent ?? "";
    const shown = this.#told.filter(({ remark }) => !elsewhere.includes(remark.what)).slice(0, MOST);
    this.#list.replaceChildren(...shown.map((each) => this.#item(each)));
    this.#list.hidden = !shown.length;
    const text = shown.map(({ remark }) => remark.what).join(" ");
    if (this.#said.textContent !== text) this.#said.textContent = text;
  }

  #item({ remark, go, mendings }: Told): HTMLElement {
    const item = document.createElement("li");
    item.className = remark.severity;
    const place = button(filled(this.words["place"], { line: remark.line, column: remark.column }), "as-link", go);
    const what = document.createElement("span");
    what.textContent = remark.what;
    const hint = document.createElement("span");
    hint.className = "quiet";
    hint.textContent = remark.hint;
    item.append(place, what, hint, ...mendings.map(({ label, apply }) => button(label, "button small", apply)));
    return item;
  }
}

function button(text: string, look: string, work: () => void): HTMLElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = look;
  made.textContent = text;
  made.addEventListener("click", work);
  return made;
}
