/** The picture itself: vis-network with the positions that the server computed, nothing moving by itself. */
import { DataSet } from "vis-data/esnext";
import { type Edge, Network, type Node, type Options } from "vis-network/esnext";

export type DrawnNode = Node & { id: string; x: number; y: number; level: number };
export type DrawnEdge = Edge & { from: string; to: string };
export type Drawing = { nodes: DrawnNode[]; edges: DrawnEdge[]; focus: string | null };

/** Below this scale the names can no longer be read; a small screen starts at the root or focus instead. */
const readable = 0.55;

const options: Options = {
  autoResize: true,
  physics: false,
  layout: { improvedLayout: false, hierarchical: false },
  interaction: { hover: true, dragNodes: false, multiselect: false, selectConnectedEdges: false, hoverConnectedEdges: true },
  nodes: { font: { face: getComputedStyle(document.body).fontFamily } },
};

export class Picture {
  private readonly network: Network;
  private readonly first: DrawnNode | undefined;

  constructor(
    private readonly container: HTMLElement,
    drawing: Drawing,
  ) {
    const data = { nodes: new DataSet<DrawnNode>(drawing.nodes), edges: new DataSet<DrawnEdge>(drawing.edges) };
    this.network = new Network(container, data, options);
    // The container is the one stop for the keyboard; the frame that vis-network puts into it would be a second.
    container.querySelector<HTMLElement>(".vis-network")?.setAttribute("tabindex", "-1");
    this.first = drawing.nodes.find((node) => node.id === drawing.focus) ?? drawing.nodes[0];
    // The wheel scrolls the page, as everywhere else; with Ctrl it zooms.
    container.addEventListener("wheel", (event) => event.ctrlKey || event.stopPropagation(), { capture: true });
    this.network.once("afterDrawing", () => this.start());
  }

  onChoose(choose: (id: string) => void): void {
    this.network.on("selectNode", (event: { nodes: string[] }) => event.nodes[0] && choose(event.nodes[0]));
  }

  onEnter(enter: (id: string) => void): void {
    this.network.on("doubleClick", (event: { nodes: string[] }) => event.nodes[0] && enter(event.nodes[0]));
  }

  chosen(): string | undefined {
    return this.network.getSelectedNodes().map(String)[0];
  }

  /** Mark the node and bring it into view if it is outside. */
  select(id: string): void {
    this.network.selectNodes([id]);
    const position = this.network.getPositions([id])[id];
    if (position && !this.inView(position)) this.network.moveTo({ position });
  }

  zoom(how: string): void {
    if (how === "fit") this.network.fit();
    else this.network.moveTo({ scale: this.network.getScale() * (how === "in" ? 1.25 : 0.8) });
  }

  private start(): void {
    this.network.fit();
    if (this.network.getScale() < readable && this.first) {
      // What is below a node stands to its right: leave room for it.
      const offset = { x: -this.container.clientWidth * (this.first.level === 0 ? 0.28 : 0.2), y: 0 };
      this.network.moveTo({ position: { x: this.first.x, y: this.first.y }, scale: readable * 1.25, offset });
    }
    this.container.dataset["drawn"] = "yes";
  }

  private inView(position: { x: number; y: number }): boolean {
    const { x, y } = this.network.canvasToDOM(position);
    return x > 0 && y > 0 && x < this.container.clientWidth && y < this.container.clientHeight;
  }
}
