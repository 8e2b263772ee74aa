/** The key `/` leads to the search field, wherever nobody is writing and unless the reader has given it up. */

const written = "input:not([type=checkbox]), textarea, select, [contenteditable], [role=textbox]";
const kept = "plangraph-search-key";

/** Follow the key on this page; where no field is in sight, to the page that has one. */
export function follow(fields: NodeListOf<HTMLInputElement>, page: HTMLAnchorElement | null): void {
  document.addEventListener("keydown", (event) => {
    const plain = !event.isComposing && !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented;
    if (event.key !== "/" || !plain || !wanted() || (event.target as Element).closest(written)) return;
    const field = [...fields].find((each) => each.checkVisibility());
    if (!field && !page) return;
    event.preventDefault();
    if (!field) return page?.click();
    field.focus();
    field.select();
  });
}

/** The box with which the reader chooses whether the key does so: a single key may get in the way of speech input. */
export function choose(place: HTMLElement): void {
  const box = place.querySelector("input")!;
  box.checked = wanted();
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(kept);
    else localStorage.setItem(kept, "off");
  });
  place.hidden = false;
}

function wanted(): boolean {
  try {
    return localStorage.getItem(kept) !== "off";
  } catch {
    return true; // nothing may be kept here
  }
}
