/** The data of charts, as the server arranges them. */
export interface Bar {
  column: number;
  value: number;
  text: string;
  title: string;
  url: string;
  mark: number;
}

export interface Row {
  beside: string[];
  above: string[];
  url: string;
  bars: Bar[];
}

export interface BarChart {
  form: "bar";
  value: string;
  columns: string[];
  series: string[];
  rows: Row[];
}

export interface Dot {
  year: number;
  series: number;
  value: number;
  text: string;
  title: string;
  url: string;
}

export interface LineChart {
  form: "line";
  value: string;
  category: string;
  series: string[];
  dots: Dot[];
  ticks: { year: number; lines: string[] }[];
}

export type Chart = BarChart | LineChart;
