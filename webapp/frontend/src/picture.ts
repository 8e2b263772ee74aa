/** Pictures of answers: charts are drawn when they come into a page, and every picture can be saved. */
import type { View } from "vega-typings";
import type { Chart } from "./drawn/data";
import { framed, pngFile, save, svgFile } from "./drawn/file";

class DrawnPicture extends HTMLElement {
  #view: View | undefined;
  #width = 0;
  #watch: ResizeObserver | undefined;

  connectedCallback(): void {
    for (const button of this.querySelectorAll<HTMLButtonElement>("button[data-file]")) {
      button.addEventListener("click", () => void this.#save(button.dataset["file"] === "png"));
    }
    const area = this.querySelector<HTMLElement>(".drawn-chart");
    if (!area) this.#ready();
    else {
      this.#watch = new ResizeObserver(() => void this.#draw(area).catch(() => this.#failed()));
      this.#watch.observe(area);
    }
  }

  disconnectedCallback(): void {
    this.#watch?.disconnect();
    this.#view?.finalize();
  }

  async #draw(area: HTMLElement): Promise<void> {
    const width = Math.floor(area.clientWidth);
    if (width === this.#width || width < 100) return;
    this.#width = width;
    const chart = JSON.parse(this.querySelector("script")?.textContent ?? "") as Chart;
    const { draw, beginsAtZero } = await import("./drawn/vega");
    if (width !== this.#width || !this.isConnected) return; // another width has come in the meantime
    this.#view?.finalize();
    area.replaceChildren();
    this.#view = await draw(chart, area, width);
    area.querySelector("svg")?.setAttribute("aria-hidden", "true"); // the area itself is named
    this.querySelector("[data-from-zero]")?.toggleAttribute("hidden", beginsAtZero(chart));
    this.#ready();
  }

  #ready(): void {
    this.querySelector("[data-files]")?.removeAttribute("hidden");
    this.dataset["ready"] = "";
  }

  #failed(): void {
    this.querySelector("[data-failed]")?.removeAttribute("hidden");
  }

  async #save(asDots: boolean): Promise<void> {
    const picture = this.querySelector<SVGSVGElement>(".drawn-box svg, .drawn-chart svg");
    if (!picture) return;
    const { name = "picture", title = "", note = "", address } = this.dataset;
    const from = address ? new URL(address, location.href).href : "";
    const drawn = framed(picture, { title, note: [note, from].filter(Boolean).join("  ") });
    save(asDots ? await pngFile(drawn) : svgFile(drawn.text), `${name}.${asDots ? "png" : "svg"}`);
  }
}

customElements.define("drawn-picture", DrawnPicture);
