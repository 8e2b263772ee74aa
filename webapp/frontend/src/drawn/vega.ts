/** Vega, with the parts of it that bars and lines need, and without code made from text, which our pages forbid. */
import { transforms } from "vega-dataflow";
import * as encoding from "vega-encode";
import { expressionInterpreter } from "vega-interpreter";
import { parse } from "vega-parser";
import * as ofData from "vega-transforms";
import type { View } from "vega-typings";
import { View as Vega } from "vega-view";
import * as ofViews from "vega-view-transforms";
import { bars } from "./bars";
import type { Chart } from "./data";
import { fromZero, lines } from "./lines";

Object.assign(transforms, ofData, ofViews, encoding);

/** Draw a chart into an element as wide as this many pixels; whoever asks for the next one ends this one. */
export async function draw(chart: Chart, container: HTMLElement | undefined, width: number): Promise<View> {
  const spec = chart.form === "bar" ? bars(chart, width) : lines(chart, width);
  const view = new Vega(parse(spec, undefined, { ast: true }), { expr: expressionInterpreter, renderer: "svg", hover: true });
  if (container) view.initialize(container);
  return view.runAsync();
}

/** Whether lengths can be compared by eye. */
export function beginsAtZero(chart: Chart): boolean {
  return chart.form === "bar" || fromZero(chart);
}
