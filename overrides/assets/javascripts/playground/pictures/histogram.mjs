/**
 * Histograms in rows over one axis; what a picture of kind "histogram" shows.
 *
 * @typedef {import("../types").Axis} Axis
 * @typedef {import("../types").Charted & {
 *   kind: "histogram", x: Axis, y: Axis, edges: number[], rows: {label: string, role: number, counts: number[]}[],
 * }} Picture
 */

import { adopt, html, set, svg } from "../../dom.mjs";
import { table } from "./table.mjs";
import { formatNumber } from "../format.mjs";
import look from "./histogram.css";

adopt(look);

const NAME = 18; // height of the name over a row
const GAP = 1; // between bars

export class Histogram {
  /** @param {HTMLElement} host @param {import("../drawers").Options} options */
  constructor(host, options) {
    /** @type {Picture|undefined} */
    this.picture = undefined;
    this.frame = options.axes(host, () => this.draw(this.picture));
    this.frame.root.classList.add("histogram");
    this.rows = svg("g");
    this.frame.plot.append(this.rows);
    this.data = html("div", { class: "playground__live visually-hidden" });
    this.frame.root.append(this.data);
  }

  get svg() {
    return this.frame.svg;
  }

  /** @param {Picture|undefined} picture */
  draw(picture) {
    if (!picture) {
      return;
    }
    this.picture = picture;
    if (this.frame.width <= 0) {
      return;
    }
    const { rows, x, y, label } = picture;
    this.frame.layOut(x, { ...y, low: 0, high: rows.length, ticks: [] }, picture);
    this.frame.annotate(picture.annotations);
    this.rows.replaceChildren(...rows.map((_, index) => this.drawnRow(picture, index)));
    set(this.frame.drawing, { "aria-label": label });
    this.data.replaceChildren(this.asTable(picture));
  }

  /** @param {Picture} picture @param {number} index */
  drawnRow({ edges: bins, rows, y }, index) {
    const { label, role, counts } = rows[index];
    const { edges, x } = this.frame;
    const height = (edges.bottom - edges.top) / rows.length;
    const base = edges.top + (index + 1) * height;
    const most = Math.max(1, y.high);
    const bars = counts.map((count, bin) => {
      const [left, right] = [x(bins[bin]), x(bins[bin + 1])];
      const tall = ((height - NAME) * count) / most;
      const d = count ? `M${left + GAP / 2},${base}v${-tall}h${Math.max(1, right - left - GAP)}v${tall}z` : "";
      return svg(
        "path",
        { class: `histogram__bar histogram__bar--${role}`, d },
        svg("title", {}, words(bins, bin, count)),
      );
    });
    return svg(
      "g",
      {},
      svg("line", { class: "histogram__base", x1: edges.left, x2: edges.right, y1: base, y2: base }),
      ...bars,
      svg("text", { class: "histogram__name", x: edges.left + 4, y: base - height + 13 }, label),
      svg("text", { x: edges.left - 6, y: base - height + NAME + 8, "text-anchor": "end" }, String(most)),
    );
  }

  /** @param {Picture} picture */
  asTable({ label }) {
    const [head, ...rows] = this.table();
    const used = rows.filter((each) => each.slice(2).some((count) => count !== "0"));
    return table("chart__table", label, [head, ...used]);
  }

  /** Nothing is walked through here. */
  showCursor() {}

  describe() {
    return this.picture?.label ?? "";
  }

  /** The data as rows of a table. @returns {string[][]} */
  table() {
    const { edges = [], rows = [] } = this.picture ?? {};
    const bins = edges.slice(1).map((end, bin) => [edges[bin], end].map((value) => formatNumber(value, 5)));
    return [
      ["从", "到", ...rows.map(({ label }) => label)],
      ...bins.map((ends, bin) => [...ends, ...rows.map(({ counts }) => String(counts[bin]))]),
    ];
  }

  remove() {
    this.frame.remove();
  }
}

/** @param {number[]} edges @param {number} bin @param {number} count */
function words(edges, bin, count) {
  return `${formatNumber(edges[bin])} 到 ${formatNumber(edges[bin + 1])}：${count} 次`;
}
