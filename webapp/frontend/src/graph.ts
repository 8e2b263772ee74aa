/** The network page: draws what the server has laid out, and shows the card of the node that is chosen. */
import { showCard, enter } from "./graph/card";
import { type Drawing, Picture } from "./graph/picture";
import { Walk, isDirection } from "./graph/walk";

function start(container: HTMLElement, source: HTMLElement): void {
  const drawing = JSON.parse(source.textContent ?? "") as Drawing;
  const walk = new Walk(drawing);
  const picture = new Picture(container, drawing);

  const choose = (id: string): void => {
    picture.select(id);
    showCard(id);
    history.replaceState(null, "", `#${id}`);
  };

  picture.onChoose(choose);
  picture.onEnter(enter);
  container.addEventListener("keydown", (event) => {
    const chosen = picture.chosen();
    if (event.key === "Enter" && chosen) enter(chosen);
    if (!isDirection(event.key)) return;
    event.preventDefault();
    choose(chosen ? walk.from(chosen, event.key) : walk.root);
  });
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-zoom]")) {
    button.addEventListener("click", () => picture.zoom(button.dataset["zoom"] ?? "fit"));
  }
  const first = walk.at(location.hash.slice(1)) ?? walk.focus ?? walk.root;
  picture.select(first);
  showCard(first);
  if (walk.focus) container.focus({ preventScroll: true }); // so that the arrows go on from where Enter led
}

const container = document.getElementById("network");
const source = document.getElementById("network-data");
if (container && source) start(container, source);
