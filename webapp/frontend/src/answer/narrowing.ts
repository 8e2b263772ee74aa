/** Long lists of choices are narrowed by a part of a name; what is left can be chosen with the keyboard alone. */
import { folded } from "../terms/folded";

/** Give every field that narrows a list its work. */
export function narrows(): void {
  for (const field of document.querySelectorAll<HTMLInputElement>("input[data-narrows]")) {
    const list = document.getElementById(field.dataset["narrows"] ?? "");
    if (list instanceof HTMLSelectElement) narrow(field, list);
  }
}

function narrow(field: HTMLInputElement, list: HTMLSelectElement): void {
  const everything = [...list.children].map((each) => each.cloneNode(true) as Element);
  let chosen = list.value;
  list.addEventListener("change", () => (chosen = list.value));
  field.addEventListener("input", () => {
    const words = folded(field.value).split(" ").filter(Boolean);
    list.replaceChildren(...everything.map((each) => fitting(each, words)).filter((each) => each !== undefined));
    list.value = chosen;
    if (list.selectedIndex < 0) list.selectedIndex = 0;
  });
  field.hidden = false;
}

/** The choice, or the group with those of its choices that hold all the words; a group's own name counts, too. */
function fitting(each: Element, words: readonly string[]): Element | undefined {
  if (each instanceof HTMLOptionElement) return holds(each.label, words) ? (each.cloneNode(true) as Element) : undefined;
  const group = each.cloneNode(true) as HTMLOptGroupElement;
  for (const choice of group.querySelectorAll("option")) if (!holds(`${group.label} ${choice.label}`, words)) choice.remove();
  return group.querySelector("option") ? group : undefined;
}

const holds = (name: string, words: readonly string[]): boolean => words.every((word) => folded(name).includes(word));
