/** What of the page the bench looks at. */

/** The one element of the page that the selector finds. Raises an Error if there is none. */
export function part<Found extends HTMLElement>(selector: string): Found {
  const found = document.querySelector<Found>(selector);
  if (!found) throw new Error(`The page has no ${selector}`);
  return found;
}

/** The address of what is shown, from its path. */
export const here = (): string => location.pathname + location.search;

/** Bring the answer into sight where all of it is below the screen. */
export function reveal(box: HTMLElement): void {
  const { top } = box.getBoundingClientRect();
  if (top > innerHeight - 120) scrollBy({ top: top - innerHeight / 2 });
}
