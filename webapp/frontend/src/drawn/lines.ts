/** Lines over years as a Vega specification: each series with its colour, stroke and dots; no line joins two series. */
import type { Mark, Spec } from "vega-typings";
import type { Dot, LineChart } from "./data";
import { legend } from "./legend";
import { LINKED, rule, text } from "./marks";
import { COLOURS, DASHES, FONT, INK, LINE, LINE_HEIGHT, SHAPES, SMALL, SOFT, widthOf, wrapped } from "./style";

const HEIGHT = 300;
const BELOW = 24;
const RIGHT = 28;
const APART = 14;

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export function lines(chart: LineChart, width: number): Spec {
  const key = legend(chart.series, width, true);
  const unit = wrapped(chart.value, width, SMALL);
  const top = key.height + unit.length * LINE_HEIGHT + 14;
  const { domain, step } = grid(chart.dots.map((dot) => dot.value));
  const values = steps(domain, step);
  const shown = writer(step);
  const left = Math.max(...values.map((value) => widthOf(shown(value), SMALL))) + 16;
  const years = span(chart.dots.map((dot) => dot.year));
  const x = (year: number): number => left + 12 + ((year - years[0]) / (years[1] - years[0])) * (width - left - RIGHT - 12);
  const y = (value: number): number => top + HEIGHT - ((value - domain[0]) / (domain[1] - domain[0])) * HEIGHT;
  const named = top + HEIGHT + BELOW + (chart.ticks[0]?.lines.length ?? 1) * LINE_HEIGHT;
  const dots = chart.dots.map((dot) => ({ ...dot, colour: COLOURS[dot.series], shape: SHAPES[dot.series], dash: DASHES[dot.series] }));
  return {
    $schema: "https://vega.github.io/schema/vega/v6.json",
    width,
    height: named + 6,
    padding: 0,
    autosize: "none",
    config: { text: { font: FONT, fontSize: SMALL, fill: SOFT } },
    data: [{ name: "dots", values: dots }],
    scales: [
      { name: "x", type: "linear", domain: years, range: [left + 12, width - RIGHT], zero: false },
      { name: "y", type: "linear", domain, range: [top + HEIGHT, top], zero: false },
    ],
    marks: [
      ...key.marks,
      text(unit, 0, key.height + 12),
      ...values.flatMap((value) => [
        rule(left, y(value), width - 8, y(value), LINE),
        text([shown(value)], left - 8, y(value) + 4, { align: { value: "right" } }),
      ]),
      rule(left, top + HEIGHT, width - 8, top + HEIGHT, SOFT),
      ...ticks(chart, x, top + HEIGHT),
      text([chart.category], width - 8, named, { align: { value: "right" } }),
      joined,
      points,
      ...written(chart.dots, x, y, { left, top: top - 10, right: width, bottom: top + HEIGHT }),
    ],
  };
}

/** Whether the axis of these values begins at zero. */
export function fromZero(chart: LineChart): boolean {
  return grid(chart.dots.map((dot) => dot.value)).domain[0] === 0;
}

/** Round values from below the lowest to above the highest; from zero where that costs little room. */
function grid(values: number[]): { domain: [number, number]; step: number } {
  const high = Math.max(...values);
  const least = Math.min(...values);
  const low = least >= 0 && least < high / 3 ? 0 : least;
  const rough = (high - low || Math.abs(high) || 1) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((by) => power * by >= rough * 0.999) ?? 10) * power;
  const first = Math.floor(low / step) * step;
  return { domain: [first, Math.max(Math.ceil(high / step) * step, first + step)], step };
}

/** The values that the axis names, from the lowest to the highest. */
function steps([low, high]: [number, number], step: number): number[] {
  return Array.from({ length: Math.round((high - low) / step) + 1 }, (_, at) => low + at * step);
}

/** Writes values with as many decimals as their steps have. */
function writer(step: number): (value: number) => string {
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return (value) => value.toLocaleString("en", digits).replace("-", "−");
}

function span(years: number[]): [number, number] {
  const [first, last] = [Math.min(...years), Math.max(...years)];
  return first < last ? [first, last] : [first - 1, last + 1];
}

/** The years that there is room to name: the last and the first, then round ones, then others. */
function ticks(chart: LineChart, x: (year: number) => number, bottom: number): Mark[] {
  const ends = [chart.ticks.at(0)?.year, chart.ticks.at(-1)?.year];
  const rank = ({ year }: { year: number }): number => (ends.includes(year) ? 0 : year % 10 === 0 ? 1 : year % 5 === 0 ? 2 : 3);
  const named: typeof chart.ticks = [];
  for (const tick of [...chart.ticks].sort((one, other) => rank(one) - rank(other) || one.year - other.year)) {
    const wide = Math.max(...tick.lines.map((each) => widthOf(each, SMALL)));
    if (named.every((other) => Math.abs(x(tick.year) - x(other.year)) >= wide + APART)) named.push(tick);
  }
  return [
    ...chart.ticks.map((tick) => rule(x(tick.year), bottom, x(tick.year), bottom + (named.includes(tick) ? 6 : 3), SOFT)),
    ...named.map((tick) => text(tick.lines, x(tick.year), bottom + 20, { align: { value: "center" } })),
  ];
}

const joined: Mark = {
  type: "group",
  from: { facet: { name: "one", data: "dots", groupby: "series" } },
  marks: [
    {
      type: "line",
      from: { data: "one" },
      encode: {
        update: {
          x: { scale: "x", field: "year" },
          y: { scale: "y", field: "value" },
          stroke: { field: "colour" },
          strokeDash: { field: "dash" },
          strokeWidth: { value: 2 },
        },
      },
    },
  ],
};

const points: Mark = {
  type: "symbol",
  from: { data: "dots" },
  encode: {
    update: {
      x: { scale: "x", field: "year" },
      y: { scale: "y", field: "value" },
      shape: { field: "shape" },
      fill: { field: "colour" },
      size: { value: 80 },
      ...LINKED,
    },
    hover: { size: { value: 160 } },
  },
};

/** The values at their dots, as far as there is room: the ends of each series first. */
function written(dots: Dot[], x: (year: number) => number, y: (value: number) => number, frame: Box): Mark[] {
  const places = dots.map((dot) => ({ series: dot.series, x: x(dot.year), y: y(dot.value) }));
  const taken = [...places.map((at) => around(at.x, at.y, 12, 12)), ...along(places)];
  const ends = (dot: Dot): boolean => {
    const same = dots.filter((each) => each.series === dot.series);
    return dot === same[0] || dot === same.at(-1);
  };
  const marks: Mark[] = [];
  for (const dot of [...dots.filter(ends), ...dots.filter((each) => !ends(each))]) {
    const wide = widthOf(dot.text, SMALL);
    for (const [aside, down] of [[0, -14], [0, 17], [wide / 2 + 10, 0], [-wide / 2 - 10, 0]] as const) {
      const box = around(x(dot.year) + aside, y(dot.value) + down, wide, 14);
      const inside = box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
      if (inside && !taken.some((other) => meet(box, other))) {
        taken.push(box);
        const look = { align: { value: "center" as const }, fill: { value: INK } };
        marks.push(text([dot.text], x(dot.year) + aside, y(dot.value) + down + 4, look));
        break;
      }
    }
  }
  return marks;
}

/** Small boxes along the lines that join the dots. */
function along(places: { series: number; x: number; y: number }[]): Box[] {
  return places.flatMap((start, at) => {
    const end = places.slice(at + 1).find((other) => other.series === start.series);
    if (!end) return [];
    const count = Math.ceil((end.x - start.x) / 6);
    const step = (part: number): Box =>
      around(start.x + ((end.x - start.x) * part) / count, start.y + ((end.y - start.y) * part) / count, 3, 3);
    return Array.from({ length: count }, (_, part) => step(part));
  });
}

function around(x: number, y: number, width: number, height: number): Box {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

function meet(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
