/** The parts of Vega that are bundled one by one have their types in one package. */
declare module "vega-dataflow" {
  export const transforms: Record<string, unknown>;
}
declare module "vega-encode";
declare module "vega-transforms";
declare module "vega-view-transforms";
declare module "vega-parser" {
  export { parse } from "vega-typings";
}
declare module "vega-view" {
  export { View } from "vega-typings";
}
