/** How charts look: the colours of the design system, and for each series a colour, a shape and a stroke. */
export const FONT = [
  "Hiragino Sans, Hiragino Kaku Gothic ProN, BIZ UDPGothic, Yu Gothic UI, Meiryo",
  "Noto Sans CJK JP, Noto Sans JP, system-ui, sans-serif",
].join(", ");
export const INK = "#1a1a1a";
export const SOFT = "#4d4d4d";
export const LINE = "#cccccc";
export const BAR = "#4979f5";
export const KEY = "#0017c1";

export const COLOURS = ["#0031d8", "#197a4b", "#c74700", "#6f23d0", "#006f83", "#1a1a1a"];
export const SHAPES = ["circle", "square", "triangle-up", "triangle-down", "cross", "diamond"];
export const DASHES = [[1, 0], [6, 3], [2, 3], [10, 3, 2, 3], [4, 2], [1, 4]];

export const TEXT = 14;
export const SMALL = 12;
export const LINE_HEIGHT = 17;

const context = document.createElement("canvas").getContext("2d");

/** How many pixels wide a text is drawn. */
export function widthOf(text: string, size = TEXT, weight = 400): number {
  if (!context) return text.length * size;
  context.font = `${weight} ${size}px ${FONT}`;
  return context.measureText(text).width;
}

export function widest(texts: string[], size = TEXT, weight = 400): number {
  return Math.max(0, ...texts.map((text) => widthOf(text, size, weight)));
}

/** What a line is not broken within: a word, or a sign with the marks that must not begin or end a line. */
const UNBROKEN = /\s+|[「『（(【]*(?:[!-'*-~–—’“”]+|.)[、。，．」』）)】ーぁぃぅぇぉっゃゅょァィゥェォッャュョ]*\s*/gu;

/** The text in lines no wider than so many pixels. */
export function wrapped(text: string, width: number, size = TEXT, weight = 400): string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of text.match(UNBROKEN) ?? []) {
    if (line && widthOf((line + piece).trimEnd(), size, weight) > width) {
      lines.push(line.trim());
      line = "";
    }
    line += piece;
  }
  return [...lines, line.trim()].filter(Boolean);
}
