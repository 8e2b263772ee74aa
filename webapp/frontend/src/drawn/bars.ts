/** Bars as a Vega specification: names on the left, or above the bars where the page is narrow. */
import type { Mark, Spec } from "vega-typings";
import type { Bar, BarChart, Row } from "./data";
import { legend } from "./legend";
import { LINKED, rule, text } from "./marks";
import {
  BAR,
  COLOURS,
  FONT,
  INK,
  KEY,
  LINE_HEIGHT,
  SHAPES,
  SMALL,
  SOFT,
  TEXT,
  widest,
  wrapped,
} from "./style";

const NARROW = 620;
const BAR_HEIGHT = 18;
const BETWEEN = 8;
const GAP = 20;
const MARK = 16;

interface Place {
  left: number;
  width: number;
}

interface Layout {
  narrow: boolean;
  columns: Place[];
  /** Where the names begin: room for their marks is on the left. */
  names: number;
  range: [number, number];
  domain: [number, number];
}

export function bars(whole: BarChart, width: number): Spec {
  const chart = { ...whole, rows: whole.rows.map((row) => narrowed(row, width)) };
  const layout = laidOut(chart, width);
  const key = legend(chart.series, width, false);
  const heads = chart.columns.map((each) => wrapped(each, layout.columns[0]!.width, SMALL, 700));
  const head = chart.columns.length > 1 ? Math.max(...heads.map((lines) => lines.length)) * LINE_HEIGHT + 8 : 0;
  const begin = layout.columns[0]!.left + zero(layout);
  const value = wrapped(chart.value, width - begin, SMALL);
  const unit = value.length * LINE_HEIGHT + 6;
  let y = key.height + unit + head;
  const placed = chart.rows.map((row) => {
    const top = y;
    y += heightOf(row, layout);
    return { row, top };
  });
  return {
    $schema: "https://vega.github.io/schema/vega/v6.json",
    width,
    height: y,
    padding: 0,
    autosize: "none",
    config: { text: { font: FONT, fontSize: TEXT, fill: INK } },
    data: [{ name: "bars", values: placed.flatMap(({ row, top }) => drawnBars(row, top, layout, chart)) }],
    scales: [{ name: "length", type: "linear", domain: layout.domain, range: layout.range }],
    marks: [
      ...key.marks,
      text(value, begin, key.height + 12, unitLook),
      ...heads.flatMap((lines, at) =>
        head ? [text(lines, layout.columns[at]!.left + zero(layout), key.height + unit + 12, headLook)] : [],
      ),
      ...layout.columns.flatMap((column) => baselines(column.left + zero(layout), placed, y, layout)),
      ...placed.flatMap(({ row, top }) => name(row, top, layout, chart)),
      ...drawing,
    ],
  };
}

/** The row with lines that have room: headings are in strong letters, which are wider than the server thinks. */
function narrowed(row: Row, width: number): Row {
  const weight = row.bars.length ? 400 : 700;
  return {
    ...row,
    above: row.above.flatMap((line) => wrapped(line, width - MARK, TEXT, weight)),
    beside: row.beside.flatMap((line) => wrapped(line, width * 0.4, TEXT, weight)),
  };
}

const unitLook = { fontSize: { value: SMALL }, fill: { value: SOFT } };
const headLook = { fontSize: { value: SMALL }, fontWeight: { value: 700 } };

function laidOut(chart: BarChart, width: number): Layout {
  const every = chart.rows.flatMap((row) => row.bars);
  const narrow = width < NARROW;
  const marked = chart.series.length > 1 ? MARK : 0;
  const named = chart.rows.filter((row) => row.bars.length);
  const nameEnd = narrow ? 0 : marked + Math.min(widest(named.flatMap((row) => row.beside)), width * 0.4) + 12;
  const count = chart.columns.length;
  const columnWidth = (width - nameEnd - GAP * (count - 1)) / count;
  const columns = chart.columns.map((_, at) => ({ left: nameEnd + at * (columnWidth + GAP), width: columnWidth }));
  const low = Math.min(0, ...every.map((bar) => bar.value));
  const high = Math.max(0, ...every.map((bar) => bar.value));
  const room = (some: Bar[]): number => (some.length ? widest(some.map((bar) => bar.text)) + 10 : 0);
  const range: [number, number] = [
    low < 0 ? room(every.filter((bar) => bar.value < 0)) : 0,
    columnWidth - room(every.filter((bar) => bar.value >= 0)),
  ];
  return { narrow, columns, names: marked, range, domain: [low, high > low ? high : low + 1] };
}

function zero(layout: Layout): number {
  const [low, high] = layout.domain;
  return layout.range[0] + ((0 - low) / (high - low)) * (layout.range[1] - layout.range[0]);
}

function heightOf(row: Row, layout: Layout): number {
  if (!row.bars.length) return (layout.narrow ? row.above : row.beside).length * LINE_HEIGHT + 20;
  if (layout.narrow) return row.above.length * LINE_HEIGHT + BAR_HEIGHT + 16;
  return Math.max(row.beside.length * LINE_HEIGHT, BAR_HEIGHT) + BETWEEN;
}

/** The middle of the bars of a row. */
function middleOf(row: Row, top: number, layout: Layout): number {
  return layout.narrow ? top + row.above.length * LINE_HEIGHT + 6 + BAR_HEIGHT / 2 : top + heightOf(row, layout) / 2;
}

function drawnBars(row: Row, top: number, layout: Layout, chart: BarChart): object[] {
  const y = middleOf(row, top, layout);
  const colours = chart.series.length > 1 ? COLOURS : [BAR];
  return row.bars.map((bar) => ({
    ...bar,
    left: layout.columns[bar.column]!.left,
    y: y - BAR_HEIGHT / 2,
    middle: y,
    fill: colours[bar.mark],
  }));
}

function name(row: Row, top: number, layout: Layout, chart: BarChart): Mark[] {
  const heading = !row.bars.length;
  const lines = layout.narrow || heading ? row.above : row.beside;
  const height = heightOf(row, layout);
  const block = lines.length * LINE_HEIGHT;
  const first = heading ? top + height - block + 8 : layout.narrow ? top + 14 : top + (height - block) / 2 + 13;
  const link = row.url ? { href: { value: row.url }, cursor: { value: "pointer" as const } } : {};
  const label = text(lines, layout.names, first, { ...(heading && { fontWeight: { value: 700 } }), ...link });
  if (!layout.names || heading) return [label];
  return [symbol(row.bars[0]!.mark, first - 5, chart), label];
}

function symbol(at: number, y: number, chart: BarChart): Mark {
  const look = { shape: { value: SHAPES[at]! }, fill: { value: COLOURS[at]! }, size: { value: 80 } };
  const told = { description: { value: chart.series[at]! } };
  return { type: "symbol", encode: { update: { x: { value: 6 }, y: { value: y }, ...look, ...told } } };
}

/** Where bars begin: a line beside the rows, which headings and names above bars interrupt. */
function baselines(x: number, placed: { row: Row; top: number }[], end: number, layout: Layout): Mark[] {
  return placed.flatMap(({ row, top }, at) => {
    if (!row.bars.length) return [];
    const middle = middleOf(row, top, layout);
    const [from, to] = layout.narrow ? ([middle - 12, middle + 12] as const) : ([top, placed[at + 1]?.top ?? end] as const);
    return [rule(x, from, x, to, SOFT)];
  });
}

const drawing: Mark[] = [
  {
    type: "rect",
    from: { data: "bars" },
    encode: {
      update: {
        x: { scale: "length", field: "value", offset: { field: "left" } },
        x2: { scale: "length", value: 0, offset: { field: "left" } },
        y: { field: "y" },
        height: { value: BAR_HEIGHT },
        fill: { field: "fill" },
        fillOpacity: { value: 0.85 },
        ...LINKED,
      },
      hover: { fill: { value: KEY } },
    },
  },
  {
    type: "text",
    from: { data: "bars" },
    encode: {
      update: {
        x: { scale: "length", field: "value", offset: { signal: "datum.left + (datum.value < 0 ? -6 : 6)" } },
        y: { signal: "datum.middle + 5" },
        align: { signal: "datum.value < 0 ? 'right' : 'left'" },
        text: { field: "text" },
        ...LINKED,
      },
    },
  },
];

