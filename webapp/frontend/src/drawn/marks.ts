/** Marks of a Vega specification that stand where they are told. */
import type { EncodeEntry, Mark } from "vega-typings";
import { LINE_HEIGHT } from "./style";

export const LINKED = {
  tooltip: { field: "title" },
  href: { signal: "datum.url || null" },
  cursor: { signal: "datum.url ? 'pointer' : 'default'" },
};

/** Lines of text, the first one on the height `y`. */
export function text(lines: string[], x: number, y: number, look: EncodeEntry = {}): Mark {
  const place = { x: { value: x }, y: { value: y } };
  return { type: "text", encode: { update: { ...place, text: { value: lines }, lineHeight: { value: LINE_HEIGHT }, ...look } } };
}

export function rule(x: number, y: number, x2: number, y2: number, colour: string): Mark {
  const ends = { x: { value: x }, y: { value: y }, x2: { value: x2 }, y2: { value: y2 } };
  return { type: "rule", encode: { update: { ...ends, stroke: { value: colour } } } };
}
