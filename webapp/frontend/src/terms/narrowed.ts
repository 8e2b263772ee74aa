/** Lists of what is told by `data-words`: those that hold all the words stay. */
import { folded } from "./folded";

/** Hide what holds not all the words, and the sections of which nothing is left; how many are left, or all if no word is given. */
export function narrowed(list: ParentNode, text: string): { wanted: boolean; found: number } {
  const wanted = folded(text).split(" ").filter(Boolean);
  let found = 0;
  for (const item of list.querySelectorAll<HTMLElement>("li[data-words]")) {
    const words = folded(item.dataset["words"] ?? "");
    item.hidden = !wanted.every((word) => words.includes(word));
    if (!item.hidden) found += 1;
  }
  for (const section of list.querySelectorAll<HTMLElement>("section")) {
    section.hidden = !section.querySelector("li:not([hidden])");
  }
  return { wanted: wanted.length > 0, found };
}
