/**
 * Histograms in rows over one axis; what a picture of kind "histogram" shows. A press on a bar shows one of the runs that it
 * counts, another press the next.
 *
 * `bins`: the seeds of the runs; `edits`: lead to a run, the last takes its seed; `seed`: of the run that is shown, if it
 * is one of the row.
 *
 * @typedef {import("../types").Axis} Axis
 * @typedef {{label: string, role: number, bins: number[][], edits: import("../types").Edit[], seed: number|null}} Row
 * @typedef {import("../types").Charted & {
 *   kind: "histogram", x: Axis, y: Axis, edges: number[], rows: Row[],
 * }} Picture
 * @typedef {{row: Row, bin: number}} Bar
 */

import { adopt, fill, html, set, svg } from "../../dom.mjs";
import { table } from "./table.mjs";
import { formatNumber } from "../format.mjs";
import { apart } from "./geometry.mjs";
import look from "./histogram.css";

adopt(look);

const NAME = 18; // height of the name over a row
const GAP = 1; // between bars
const REACH = 24; // from a pointer to the bar that it takes, in pixels: bars are thin

export class Histogram {
  /** @param {HTMLElement} host @param {import("../drawers").Options} options */
  constructor(host, options) {
    /** @type {Picture|undefined} */
    this.picture = undefined;
    this.options = options;
    this.frame = options.axes(host, () => this.draw(this.picture));
    this.frame.root.classList.add("histogram");
    this.rows = svg("g");
    this.frame.plot.append(this.rows);
    /** @type {Bar[]} those that count something, as their elements stand in the frame */
    this.bars = [];
    this.follow();
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
    this.bars = rows.flatMap((row) => row.bins.flatMap((seeds, bin) => (seeds.length ? [{ row, bin }] : [])));
    fill(this.frame.handles, this.bars.length, () =>
      svg("rect", { class: "histogram__press", tabindex: 0, role: "button" }),
    );
    this.bars.forEach((bar) => this.place(bar));
    set(this.frame.drawing, { "aria-label": label });
    this.data.replaceChildren(this.asTable(picture));
  }

  /** @param {Picture} picture @param {number} index */
  drawnRow({ edges: bins, rows, y }, index) {
    const { label, role, bins: runs } = rows[index];
    const { edges, x } = this.frame;
    const { base, height } = this.level(index);
    const up = (/** @type {number} */ count) => base - ((height - NAME) * count) / Math.max(1, y.high);
    const bars = runs.map(({ length }, bin) => {
      const [left, right] = [x(bins[bin]), x(bins[bin + 1])];
      const top = up(length);
      const d = length ? `M${left + GAP / 2},${base}V${top}h${Math.max(1, right - left - GAP)}V${base}z` : "";
      return svg("path", { class: `histogram__bar histogram__bar--${role}`, d });
    });
    const ticks = apart(y.ticks, up).flatMap(([count, text]) => [
      svg("line", { class: "histogram__grid", x1: edges.left, x2: edges.right, y1: up(count), y2: up(count) }),
      svg("text", { x: edges.left - 6, y: up(count), dy: `${FRAME.RISE}em`, "text-anchor": "end" }, text),
    ]);
    return svg(
      "g",
      {},
      ...ticks,
      svg("line", { class: "histogram__base", x1: edges.left, x2: edges.right, y1: base, y2: base }),
      ...bars,
      svg("text", { class: "histogram__name", y: base - height + 13, ...this.besideMoment() }, label),
    );
  }

  /** The end of a row where its name is clear of what is said there. */
  besideMoment() {
    const { x, edges } = this.frame;
    const [said] = this.picture?.annotations ?? [];
    const isLeft = said?.kind === "moment" && x(said.x) < (edges.left + edges.right) / 2;
    return isLeft ? { x: edges.right - 4, "text-anchor": "end" } : { x: edges.left + 4 };
  }

  /** Where a row stands. @param {number} index */
  level(index) {
    const { top, bottom } = this.frame.edges;
    const height = (bottom - top) / (this.picture?.rows.length ?? 1);
    return { base: top + (index + 1) * height, height };
  }

  // What the reader does -------------------------------------------------------------------------------------------

  follow() {
    const { surface, handles } = this.frame;
    surface.addEventListener("click", (event) => this.press(this.near(event)));
    surface.addEventListener("pointermove", (event) => set(surface, { "data-takes": this.near(event) && "bar" }));
    handles.addEventListener("click", (event) => this.press(this.barOf(event)));
    handles.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        this.press(this.barOf(event));
      }
    });
  }

  /** @param {Event} event */
  barOf({ target }) {
    return this.bars[[...this.frame.handles.children].indexOf(/** @type {Element} */ (target))];
  }

  /** The bar nearest to a pointer in its row, if it is near. @param {PointerEvent|MouseEvent} event */
  near(event) {
    const { picture, frame } = this;
    const [left, top] = frame.place(event);
    const row = picture?.rows.find((_, index) => top <= this.level(index).base);
    const far = (/** @type {Bar} */ { bin }) => Math.abs(this.middle(bin) - left);
    const bars = this.bars.filter((bar) => bar.row === row && far(bar) * frame.scale <= REACH);
    return bars.sort((one, other) => far(one) - far(other))[0];
  }

  /** @param {number} bin */
  middle(bin) {
    const { edges = [] } = this.picture ?? {};
    return this.frame.x((edges[bin] + edges[bin + 1]) / 2);
  }

  /** Show a run of a bar: the next one, where one of them is shown. @param {Bar|undefined} bar */
  press(bar) {
    if (!bar) {
      return;
    }
    const { row, bin } = bar;
    const seeds = row.bins[bin];
    row.seed = seeds[(seeds.indexOf(row.seed ?? -1) + 1) % seeds.length]; // at once: the next press may come before the answer
    row.edits.forEach((edit) => this.options.onEdit({ text: String(row.seed), ...edit }, true));
    this.bars.filter((each) => each.row === row).forEach((each) => this.place(each));
  }

  /** Put the element of a bar into its place, over the whole height of its row. @param {Bar} bar */
  place(bar) {
    const { row, bin } = bar;
    const { frame, picture } = this;
    const { edges = [], rows = [] } = picture ?? {};
    const { base, height } = this.level(rows.indexOf(row));
    const [left, right] = [frame.x(edges[bin]), frame.x(edges[bin + 1])];
    const seeds = row.bins[bin];
    const isShown = row.seed !== null && seeds.includes(row.seed);
    set(frame.handles.children[this.bars.indexOf(bar)], {
      x: left,
      y: base - height + NAME,
      width: right - left,
      height: height - NAME,
      "aria-pressed": String(isShown),
      "aria-label": `${row.label}，J 从 ${words(edges, bin, seeds.length)}${isShown ? `，现在是种子 ${row.seed}` : ""}`,
    });
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
      ...bins.map((ends, bin) => [...ends, ...rows.map(({ bins: runs }) => String(runs[bin].length))]),
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
