/**
 * Lines over an axis, and stairs: what a picture of kind "lines" or "steps" shows.
 *
 * `titles`: what a place on the x axis is called, if not by its number; `names`: the room of several names at the ends of
 * the lines, 0 where they stand above.
 *
 * @typedef {import("../types").Axis} Axis
 * @typedef {import("../types").Series} Series
 * @typedef {import("../types").Charted & {
 *   kind: "lines"|"steps", x: Axis, y: Axis, names?: number,
 *   series: Series[],
 *   handles?: import("../types").Handle[],
 *   curve?: import("../types").Curve,
 *   titles?: [number, string][],
 *   format?: {x?: number, y?: number},
 * }} Picture
 * @typedef {{series: Series, value: number}} Row
 */

import { fill, html, set, svg } from "../../dom.mjs";
import { formatNumber } from "../format.mjs";
import { Axes } from "./axes.mjs";
import { dashes, nearest, pathOf, pointsOf, short, spread, valueAt } from "./geometry.mjs";
import { Handles } from "./handles.mjs";

const TIP_GAP = 12; // between the cursor and what it says

export class Lines {
  /**
   * @param {HTMLElement} host
   * @param {import("../drawers").Options} options
   */
  constructor(host, options) {
    this.options = options;
    /** @type {Picture|undefined} */
    this.picture = undefined;
    this.holding = false;
    this.legendKey = ""; // what the legend shows
    this.above = 0; // height of the legend
    this.axes = new Axes(host, () => {
      this.draw(this.picture, {});
      options.onLayout();
    });
    this.legend = svg("g", { class: "chart__legend" });
    this.lines = svg("g");
    this.names = svg("g", { class: "chart__names" });
    this.cursor = svg("g", { class: "chart__cursor" });
    this.axes.plot.append(this.legend, this.lines, this.names, this.cursor);
    this.isPointed = false;
    this.tip = html("div", { class: "chart__tip", hidden: true });
    this.axes.words.append(this.tip);
    this.handles = new Handles(this.axes, options.onEdit);
    /** @type {Promise<import("./pen.mjs").Pen>|undefined} which comes when there is something to draw */
    this.pen = undefined;
    /** @type {number|null} */
    this.at = null;
    this.follow();
  }

  /** The SVG element as it is now. */
  get svg() {
    return this.axes.svg;
  }

  /**
   * @param {Picture|undefined} picture
   * @param {import("../drawers").Look} look with `outdated`, handles and pen stay where the reader has them
   */
  draw(picture, { hold = this.holding, outdated = false }) {
    if (!picture) {
      return;
    }
    this.picture = picture;
    this.holding = hold;
    if (this.axes.width <= 0) {
      return; // out of sight; drawn when it gets a width
    }
    const named = picture.series.filter((series) => series.label);
    const room = this.axes.width < FRAME.WIDTH ? 0 : (picture.names ?? 0);
    const above = this.drawLegend(named.length > 1 && !room ? named : []);
    this.axes.layOut(picture.x, picture.y, { ...picture, above, right: room || FRAME.RIGHT, hold });
    this.axes.annotate(picture.annotations);
    this.drawLines(picture);
    this.drawNames(room ? named : []);
    this.handles.draw(picture.handles ?? [], outdated);
    if (picture.curve) {
      this.pen ??= import("./pen.mjs").then(({ Pen }) => new Pen(this.axes, this.options.onEdit));
    }
    this.pen?.then((pen) => this.picture === picture && pen.draw(picture, outdated));
    this.showCursor(this.at);
  }

  /** Name the lines above the plot, in as many rows as it takes; return the height of that. @param {Series[]} named */
  drawLegend(named) {
    const key = JSON.stringify([this.axes.width, ...named.map((series) => [series.label, lineLook(series, 1)])]);
    if (key === this.legendKey) {
      return this.above;
    }
    this.legendKey = key;
    let [left, row] = [0, 0];
    const entries = named.map((series) => {
      const width = (series.width ?? 0) + 34;
      if (left > 0 && left + width > this.axes.width) {
        [left, row] = [0, row + 1];
      }
      const entry = svg(
        "g",
        { transform: `translate(${Math.round(left)},${row * FRAME.NAME + 8})` },
        svg("path", { ...lineLook(series, FRAME.LINE), d: "M2,0h22" }),
        svg("text", { x: 30, y: FRAME.RISE * FRAME.TEXT }, series.label),
      );
      left += width + 14;
      return entry;
    });
    this.legend.replaceChildren(...entries);
    this.above = named.length ? (row + 1) * FRAME.NAME + 6 : 0;
    return this.above;
  }

  /** Where a value is drawn: what is beyond stays at the edge. @param {number} value */
  height(value) {
    const { edges, y } = this.axes;
    return Math.max(edges.top, Math.min(edges.bottom, y(value)));
  }

  /** @param {Picture} picture */
  drawLines({ series, kind }) {
    const { x } = this.axes;
    fill(this.lines, 2 * series.length, () => svg("path"));
    series.forEach((one, index) => {
      /** @type {[number, number][]} */
      const places = pointsOf(one).map((point) => [x(point[0]), this.height(point[1])]);
      const [curve, dots] = [this.lines.children[2 * index], this.lines.children[2 * index + 1]];
      const space =
        places.length > 1 ? Math.abs(places[places.length - 1][0] - places[0][0]) / (places.length - 1) : Infinity;
      const shown = one.dots ?? (space >= FRAME.DOTS_FROM && !one.aside);
      set(curve, {
        ...lineLook(one, one.aside ? FRAME.ASIDE : shown ? FRAME.DOTTED : FRAME.LINE),
        d: pathOf(places, kind === "steps"),
      });
      const d = shown ? places.map(([left, top]) => `M${short(left)},${short(top)}h0`).join("") : "";
      set(dots, { class: `chart__dots chart__line--${one.role ?? 1}`, "stroke-width": one.dot, d });
    });
  }

  /** Write each line's name at its end, moved apart where they would touch. @param {Series[]} named */
  drawNames(named) {
    const { edges, x, y } = this.axes;
    const names = named
      .flatMap((series) =>
        pointsOf(series)
          .slice(-1)
          .map(([left, top]) => ({ series, left: x(left) + 8, place: y(top) })),
      )
      .sort((one, other) => one.place - other.place);
    spread(names, edges.top, edges.bottom);
    this.names.replaceChildren(
      ...names.map(({ series, left, place }) =>
        svg(
          "text",
          { class: `chart__name--${series.role ?? 1}`, x: left, y: place + FRAME.RISE * FRAME.TEXT },
          series.label,
        ),
      ),
    );
  }

  /** Show values at `at`, or nothing. @param {number|null} at */
  showCursor(at) {
    this.at = at;
    const { picture } = this;
    const near = at === null || !picture || this.axes.width <= 0 ? null : nearest(picture.series, at);
    // Where a walk begins by itself, the sentence says the values: no words lie over the curves that nobody points at.
    this.tip.hidden = near === null || (picture?.start !== undefined && !this.isPointed);
    if (near === null || !picture) {
      this.cursor.replaceChildren();
      return;
    }
    const { edges, x } = this.axes;
    const rows = rowsAt(picture.series, near);
    const place = x(near);
    this.cursor.replaceChildren(
      svg("line", { x1: place, x2: place, y1: edges.top - 6, y2: edges.bottom }),
      ...rows
        .filter(({ series }) => !series.aside)
        .map(({ value }) => svg("circle", { cx: place, cy: this.height(value), r: 5 })),
    );
    if (!this.tip.hidden) {
      this.drawTip(picture, near, rows, place);
    }
  }

  /** @param {Picture} picture @param {number} near @param {Row[]} rows @param {number} place of the cursor */
  drawTip(picture, near, rows, place) {
    const { axes } = this;
    const several = rows.length > 1;
    const named = axes.width >= FRAME.WIDTH;
    this.tip.replaceChildren(
      html("b", {}, titleOf(picture, near)),
      ...rows.map(({ series, value }) =>
        html(
          "span",
          {},
          html("i", { class: `chart__key chart__key--${series.role ?? 1}` }),
          named || !several ? `${several ? series.label : picture.y.label} ` : "",
          html("output", {}, formatNumber(value, picture.format?.y ?? 4)),
        ),
      ),
    );
    const width = this.tip.offsetWidth;
    const at = place * axes.scale;
    const left = at + TIP_GAP + width > axes.pixels ? Math.max(0, at - TIP_GAP - width) : at + TIP_GAP;
    this.tip.style.transform = `translate(${Math.round(left)}px, ${axes.edges.top * axes.scale}px)`;
  }

  /** What the cursor says, for those who hear it. @param {number} at */
  describe(at) {
    const { picture } = this;
    const near = nearest(picture?.series ?? [], at);
    if (!picture || near === null) {
      return "";
    }
    const several = picture.series.length > 1;
    const parts = rowsAt(picture.series, near).map(
      ({ series, value }) => `${several ? series.label : picture.y.label} ${formatNumber(value)}`,
    );
    return [titleOf(picture, near), ...parts].join("，");
  }

  /** The data as rows of a table. @returns {string[][]} */
  table() {
    if (!this.picture) {
      return [];
    }
    const { series, x, y } = this.picture;
    const titles = new Map(this.picture.titles);
    const columns = series.map((one) => new Map(pointsOf(one)));
    const places = [...new Set(columns.flatMap((column) => [...column.keys()]))].sort((one, other) => one - other);
    const head = [x.label, ...series.map((one, index) => one.label || `${y.label} ${index + 1}`)];
    return [
      head,
      ...places.map((place) =>
        [titles.get(place) ?? place, ...columns.map((column) => column.get(place) ?? "")].map(String),
      ),
    ];
  }

  /** The pointer shows the cursor; pressing or dragging moves the step there. */
  follow() {
    const { surface } = this.axes;
    const at = (/** @type {PointerEvent} */ event) => nearest(this.picture?.series ?? [], this.axes.position(event).x);
    const pick = (/** @type {number|null} */ place) => place !== null && this.options.onPick(place);
    surface.addEventListener("pointermove", (event) => {
      this.isPointed = true;
      this.options.onPoint(at(event));
      if (event.buttons & 1) {
        pick(at(event));
      }
    });
    surface.addEventListener("pointerdown", (event) => {
      surface.setPointerCapture(event.pointerId);
      pick(at(event));
    });
    for (const end of ["pointerleave", "pointercancel"]) {
      surface.addEventListener(end, () => {
        this.isPointed = false;
        this.options.onPoint(null);
      });
    }
  }

  remove() {
    this.axes.remove();
  }
}

/** What a place on the x axis is called. @param {Picture} picture @param {number} place */
function titleOf({ titles, x, format }, place) {
  return titles?.find(([at]) => at === place)?.[1] ?? `${x.label} = ${formatNumber(place, format?.x ?? 6)}`;
}

/** The lines that have a value at a place, and it. @param {Series[]} series @param {number} place @returns {Row[]} */
function rowsAt(series, place) {
  return series.flatMap((one) => {
    const value = valueAt(one, place);
    return value === undefined ? [] : [{ series: one, value }];
  });
}

/** How the line of a series looks. @param {Series} series @param {number} width */
function lineLook({ role = 1, aside, dash }, width) {
  const pattern = aside ? FRAME.ASIDE_DASH : dash ? FRAME.SECOND_DASH : FRAME.DASHES[role - 1];
  return {
    class: `chart__line chart__line--${role}`,
    "stroke-width": width,
    "stroke-dasharray": dashes(pattern, width) || null,
  };
}
