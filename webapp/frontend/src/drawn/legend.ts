/** The legend of a chart: each series with its colour, shape and, where lines are drawn, stroke. */
import type { Mark } from "vega-typings";
import { COLOURS, DASHES, INK, LINE_HEIGHT, SHAPES, SMALL, widthOf, wrapped } from "./style";

const SAMPLE = 30;
const AFTER = 20;

/** The marks of a legend in a space of so many pixels, and how high it is. */
export function legend(series: string[], width: number, strokes: boolean): { marks: Mark[]; height: number } {
  const sample = strokes ? SAMPLE : 12;
  const items: Record<string, unknown>[] = [];
  let [x, y, high] = [0, 0, 1];
  series.forEach((name, at) => {
    const lines = wrapped(name, width - sample - 8, SMALL);
    const wide = sample + 8 + Math.max(...lines.map((line) => widthOf(line, SMALL))) + AFTER;
    if (x > 0 && x + wide - AFTER > width) {
      [x, y, high] = [0, y + high * LINE_HEIGHT + 4, 1];
    }
    items.push({ x, end: x + sample, middle: x + sample / 2, after: x + sample + 8, y: y + 8, lines, at });
    high = Math.max(high, lines.length);
    x += wide;
  });
  if (!items.length) return { marks: [], height: 0 };
  return { marks: marks(items, strokes), height: y + high * LINE_HEIGHT + 12 };
}

function marks(items: Record<string, unknown>[], strokes: boolean): Mark[] {
  return items.flatMap((item) => {
    const at = Number(item["at"]);
    const y = { value: Number(item["y"]) };
    const stroke: Mark = {
      type: "rule",
      encode: {
        update: {
          x: { value: Number(item["x"]) },
          x2: { value: Number(item["end"]) },
          y,
          stroke: { value: COLOURS[at]! },
          strokeWidth: { value: 2 },
          strokeDash: { value: DASHES[at]! },
        },
      },
    };
    const symbol: Mark = {
      type: "symbol",
      encode: {
        update: {
          x: { value: Number(item["middle"]) },
          y,
          shape: { value: SHAPES[at]! },
          size: { value: 80 },
          fill: { value: COLOURS[at]! },
        },
      },
    };
    const words: Mark = {
      type: "text",
      encode: {
        update: {
          x: { value: Number(item["after"]) },
          y: { value: Number(item["y"]) + 4 },
          text: { value: item["lines"] as string[] },
          lineHeight: { value: LINE_HEIGHT },
          fontSize: { value: SMALL },
          fill: { value: INK },
        },
      },
    };
    return strokes ? [stroke, symbol, words] : [symbol, words];
  });
}
