/** A picture as a file: with its title above and where it is from below, as SVG or, in twice the size, as PNG. */
import { FONT, INK, SOFT, wrapped } from "./style";

export interface Words {
  title: string;
  note: string;
}

const SPACE = "http://www.w3.org/2000/svg";
const MARGIN = 24;
const TITLE = 20;
const NOTE = 12;
const SCALE = 2;
const MOST = 16_000; // dots that browsers allow on a side

/** The picture, an SVG document, in a larger one with title and note; links lead to the things' own IRIs. */
export function framed(picture: SVGSVGElement, words: Words): { text: string; width: number; height: number } {
  const inner = picture.cloneNode(true) as SVGSVGElement;
  const [width, height] = sizeOf(picture);
  const titles = wrapped(words.title, Math.max(width, 320), TITLE, 700);
  const notes = wrapped(words.note, Math.max(width, 320), NOTE);
  const top = MARGIN + titles.length * TITLE * 1.4 + 8;
  const whole = { width: Math.max(width, 320) + 2 * MARGIN, height: top + height + notes.length * NOTE * 1.5 + 16 + MARGIN };
  for (const link of inner.querySelectorAll("a[data-iri]")) link.setAttribute("href", link.getAttribute("data-iri") ?? "");
  inner.setAttribute("x", String(MARGIN));
  inner.setAttribute("y", String(top));
  const root = element("svg", { width: whole.width, height: whole.height, viewBox: `0 0 ${whole.width} ${whole.height}` });
  root.append(
    element("rect", { width: whole.width, height: whole.height, fill: "#ffffff" }),
    ...texts(titles, MARGIN + TITLE * 0.9, TITLE, { "font-weight": 700, fill: INK }),
    inner,
    ...texts(notes, top + height + 16 + NOTE, NOTE, { fill: SOFT }),
  );
  return { text: new XMLSerializer().serializeToString(root), ...whole };
}

export function svgFile(text: string): Blob {
  return new Blob(['<?xml version="1.0" encoding="UTF-8"?>\n', text], { type: "image/svg+xml" });
}

/** The same as dots; the browser draws it, with the fonts of the system. */
export async function pngFile(drawn: { text: string; width: number; height: number }): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawn.text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  const scale = Math.min(SCALE, MOST / Math.max(drawn.width, drawn.height));
  canvas.width = Math.ceil(drawn.width * scale);
  canvas.height = Math.ceil(drawn.height * scale);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The picture is too large."))), "image/png");
  });
}

export function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function sizeOf(picture: SVGSVGElement): [number, number] {
  return [Number(picture.getAttribute("width")), Number(picture.getAttribute("height"))];
}

function texts(lines: string[], first: number, size: number, look: Record<string, string | number>): Element[] {
  const step = size === TITLE ? 1.4 : 1.5;
  return lines.map((line, at) => {
    const text = element("text", { x: MARGIN, y: first + at * size * step, "font-family": FONT, "font-size": size, ...look });
    text.textContent = line;
    return text;
  });
}

function element(name: string, attributes: Record<string, string | number>): Element {
  const made = document.createElementNS(SPACE, name);
  for (const [each, value] of Object.entries(attributes)) made.setAttribute(each, String(value));
  return made;
}
