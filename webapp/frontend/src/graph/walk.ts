/** Walking the tree by arrow keys: left to the parent, right to the first child, up and down within a level. */
import type { Drawing, DrawnNode } from "./picture";

export type Direction = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";

const directions: readonly string[] = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"] satisfies Direction[];

export const isDirection = (key: string): key is Direction => directions.includes(key);

export class Walk {
  readonly root: string;
  readonly focus: string | undefined;
  private readonly nodes: Map<string, DrawnNode>;
  private readonly parents = new Map<string, string>();

  constructor(drawing: Drawing) {
    this.nodes = new Map(drawing.nodes.map((node) => [node.id, node]));
    for (const edge of drawing.edges) this.parents.set(edge.from, edge.to);
    this.root = drawing.nodes.find((node) => !this.parents.has(node.id))?.id ?? "";
    this.focus = drawing.focus ?? undefined;
  }

  /** The node that the fragment of an address names, as written or percent-encoded. */
  at(fragment: string): string | undefined {
    return [...this.nodes.keys()].find((id) => id === fragment || encodeURI(id) === fragment);
  }

  /** The node one step from `id`, or `id` itself where the way ends. */
  from(id: string, direction: Direction): string {
    if (direction === "ArrowLeft") return this.parents.get(id) ?? id;
    if (direction === "ArrowRight") return this.children(id)[0] ?? id;
    const level = this.sameLevel(id);
    return level[level.indexOf(id) + (direction === "ArrowDown" ? 1 : -1)] ?? id;
  }

  private children(id: string): string[] {
    return this.downwards([...this.nodes.values()].filter((node) => this.parents.get(node.id) === id));
  }

  private sameLevel(id: string): string[] {
    const level = this.nodes.get(id)?.level;
    return this.downwards([...this.nodes.values()].filter((node) => node.level === level));
  }

  private downwards(nodes: DrawnNode[]): string[] {
    return nodes.sort((one, other) => one.y - other.y).map((node) => node.id);
  }
}
