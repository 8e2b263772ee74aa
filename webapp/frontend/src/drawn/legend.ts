/** The legend of a chart: each series with its colour, shape and, where lines are drawn, stroke. */
import type { Mark } from "vega-typings";
import { COLOURS, DASHES, INK, LINE_HEIGHT, SHAPES, SMALL, widthOf, wrapped } from "./style";

const STROKE = 30;
const SIGN = 12;
const BEFORE_WORDS = 8;
const AFTER = 20;

interface Item {
  at: number;
  x: number;
  y: number;
  lines: string[];
}

/** The marks of a legend in a space of so many pixels, and how high it is. */
export function legend(series: string[], width: number, strokes: boolean): { marks: Mark[]; height: number } {
  const sign = strokes ? STROKE : SIGN;
  const items: Item[] = [];
  let [x, y, high] = [0, 0, 0];
  series.forEach((name, at) => {
    const lines = wrapped(name, width - sign - BEFORE_WORDS, SMALL);
    const wide = sign + BEFORE_WORDS + Math.max(0, ...lines.map((line) => widthOf(line, SMALL)));
    if (x > 0 && x + wide > width) [x, y, high] = [0, y + high * LINE_HEIGHT + 4, 0];
    items.push({ at, x, y: y + 8, lines });
    high = Math.max(high, lines.length);
    x += wide + AFTER;
  });
  const marks = items.flatMap((item) => [...(strokes ? [stroke(item)] : []), symbol(item, sign), words(item, sign)]);
  return { marks, height: items.length ? y + high * LINE_HEIGHT + 12 : 0 };
}

function stroke({ at, x, y }: Item): Mark {
  const ends = { x: { value: x }, x2: { value: x + STROKE }, y: { value: y } };
  const look = { stroke: { value: COLOURS[at]! }, strokeWidth: { value: 2 }, strokeDash: { value: DASHES[at]! } };
  return { type: "rule", encode: { update: { ...ends, ...look } } };
}

function symbol({ at, x, y }: Item, sign: number): Mark {
  const look = { shape: { value: SHAPES[at]! }, size: { value: 80 }, fill: { value: COLOURS[at]! } };
  return { type: "symbol", encode: { update: { x: { value: x + sign / 2 }, y: { value: y }, ...look } } };
}

function words({ x, y, lines }: Item, sign: number): Mark {
  const place = { x: { value: x + sign + BEFORE_WORDS }, y: { value: y + 4 } };
  const look = { lineHeight: { value: LINE_HEIGHT }, fontSize: { value: SMALL }, fill: { value: INK } };
  return { type: "text", encode: { update: { ...place, text: { value: lines }, ...look } } };
}
