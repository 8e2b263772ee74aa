/** The cards beside the picture: the server wrote one for every node; one is shown at a time. */

const cards = (): NodeListOf<HTMLElement> => document.querySelectorAll<HTMLElement>("[data-node]");

const cardOf = (id: string): HTMLElement | undefined => [...cards()].find((card) => card.dataset["node"] === id);

/** Show the card of this node instead of the one that is shown now. */
export function showCard(id: string): void {
  for (const card of cards()) card.hidden = card.dataset["node"] !== id;
}

/** Go where the card leads: below the node if anything is hidden there, else to its page. */
export function enter(id: string): void {
  cardOf(id)?.querySelector<HTMLAnchorElement>("a[data-enter]")?.click();
}
