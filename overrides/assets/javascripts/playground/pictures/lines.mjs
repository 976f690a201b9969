/**
 * Lines over an axis, and stairs: what a picture of kind "lines" or "steps" shows.
 *
 * @typedef {import("../types").LinesPicture} Picture
 * @typedef {import("../types").Series} Series
 * @typedef {import("../types").Rule} Rule
 * @typedef {{series: Series, value: number}} Row
 */

import { fill, html, set, svg } from "../dom.mjs";
import { formatNumber } from "../format.mjs";
import { Axes } from "./axes.mjs";
import { besideRule, nearest, NAME_HEIGHT, pathOf, pointsOf, short, spread, valueAt } from "./geometry.mjs";
import { Handles } from "./handles.mjs";
import { Pen } from "./pen.mjs";

const DOTS_FROM_PX = 7; // space between steps from which each gets its dot
const NAMES_FROM_PX = 460; // width from which lines are named at their ends
const NAME_SHARE = 0.3; // of the width, at most, for those names
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
    this.legendHeight = 0;
    this.axes = new Axes(host, () => {
      this.draw(this.picture, {});
      options.onLayout();
    });
    this.legend = svg("g", { class: "chart__legend" });
    this.rules = svg("g", { class: "chart__rules" });
    this.lines = svg("g");
    this.names = svg("g", { class: "chart__names" });
    this.cursor = svg("g", { class: "chart__cursor" });
    this.axes.plot.append(this.legend, this.rules, this.lines, this.names, this.cursor);
    this.tip = html("div", { class: "chart__tip", hidden: true });
    this.axes.over.append(this.tip);
    this.handles = new Handles(this.axes, options.onEdit);
    this.pen = new Pen(this.axes, options.onEdit);
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
  draw(picture, { shape, hold = this.holding, outdated = false }) {
    if (!picture) {
      return;
    }
    this.picture = picture;
    this.holding = hold;
    Object.assign(this.axes, shape);
    if (picture.share && shape) {
      Object.assign(this.axes, { stack: 1, aspect: picture.share * shape.aspect }); // its own part of the shape
    }
    if (this.axes.width <= 0) {
      return; // out of sight; drawn when it gets a width
    }
    const named = picture.series.filter((series) => series.label);
    const room = named.length > 1 ? this.roomForNames(named) : 0;
    const above = this.drawLegend(named.length > 1 && !room ? named : []);
    this.axes.layOut(picture.x, picture.y, { label: picture.label, above, right: room || 16, hold });
    this.drawRules(picture.rules ?? []);
    this.drawLines(picture);
    this.drawNames(room ? named : []);
    this.handles.draw(picture.handles ?? [], outdated);
    this.pen.draw(picture, outdated);
    this.showCursor(this.at);
  }

  /** Width at the right for the names of lines; none where it would be too much. @param {Series[]} named */
  roomForNames(named) {
    if (this.axes.width < NAMES_FROM_PX) {
      return 0;
    }
    const width = Math.max(...named.map((series) => textWidth(series.label))) + 18;
    return width <= this.axes.width * NAME_SHARE ? Math.ceil(width / 8) * 8 : 0;
  }

  /** Name the lines above the plot, in as many rows as it takes; return the height of that. @param {Series[]} named */
  drawLegend(named) {
    const key = JSON.stringify([this.axes.width, ...named.map((series) => [series.label, lineClass(series)])]);
    if (key === this.legendKey) {
      return this.legendHeight;
    }
    this.legendKey = key;
    let [left, row] = [0, 0];
    const entries = named.map((series) => {
      const width = textWidth(series.label) + 34;
      if (left > 0 && left + width > this.axes.width) {
        [left, row] = [0, row + 1];
      }
      const entry = svg(
        "g",
        { transform: `translate(${Math.round(left)},${row * NAME_HEIGHT + 8})` },
        svg("path", { class: lineClass(series), d: "M2,0h22" }),
        svg("text", { x: 30, y: 4 }, series.label),
      );
      left += width + 14;
      return entry;
    });
    this.legend.replaceChildren(...entries);
    this.legendHeight = named.length ? (row + 1) * NAME_HEIGHT + 6 : 0;
    return this.legendHeight;
  }

  /** @param {Rule[]} rules */
  drawRules(rules) {
    const { edges, x, y } = this.axes;
    this.rules.replaceChildren(
      ...rules.flatMap((rule) => {
        const level = rule.y !== undefined;
        const place = rule.y !== undefined ? y(rule.y) : x(rule.x ?? 0);
        const ends = level
          ? { x1: edges.left, x2: edges.right, y1: place, y2: place }
          : { x1: place, x2: place, y1: edges.top, y2: edges.bottom };
        const text = level
          ? { x: edges.right - 4, y: place - 5, "text-anchor": "end" }
          : besideRule(rule, place, edges);
        return [svg("line", ends), svg("text", text, rule.label ?? "")];
      }),
    );
  }

  /** @param {Picture} picture */
  drawLines({ series, kind }) {
    const { x, edges } = this.axes;
    const y = (/** @type {number} */ value) => Math.max(edges.top - 6, Math.min(edges.bottom, this.axes.y(value))); // what is beyond stays at the edge
    fill(this.lines, 2 * series.length, () => svg("path"));
    series.forEach((one, index) => {
      /** @type {[number, number][]} */
      const places = pointsOf(one).map((point) => [x(point[0]), y(point[1])]);
      const [curve, dots] = [this.lines.children[2 * index], this.lines.children[2 * index + 1]];
      const space =
        places.length > 1 ? Math.abs(places[places.length - 1][0] - places[0][0]) / (places.length - 1) : Infinity;
      const shown = one.dots ?? (space >= DOTS_FROM_PX && !one.aside);
      set(curve, {
        class: `${lineClass(one)}${shown ? " chart__line--dotted" : ""}`,
        d: pathOf(places, kind === "steps"),
      });
      const d = shown ? places.map(([left, top]) => `M${short(left)},${short(top)}h0`).join("") : "";
      set(dots, { class: `chart__dots chart__dots--${one.role ?? 1}`, d });
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
        svg("text", { class: `chart__name--${series.role ?? 1}`, x: left, y: place + 4 }, series.label),
      ),
    );
  }

  /** Show values at `at`, or nothing. @param {number|null} at */
  showCursor(at) {
    this.at = at;
    const { picture } = this;
    const near = at === null || !picture || this.axes.width <= 0 ? null : nearest(picture.series, at);
    this.tip.hidden = near === null;
    if (near === null || !picture) {
      this.cursor.replaceChildren();
      return;
    }
    const { edges, x, y } = this.axes;
    const rows = rowsAt(picture.series, near);
    const place = x(near);
    this.cursor.replaceChildren(
      svg("line", { x1: place, x2: place, y1: edges.top - 6, y2: edges.bottom }),
      ...rows
        .filter(({ series }) => !series.aside)
        .map(({ series, value }) =>
          svg("circle", { class: `chart__spot--${series.role ?? 1}`, cx: place, cy: y(value), r: 5 }),
        ),
    );
    this.drawTip(picture, near, rows, place);
  }

  /** @param {Picture} picture @param {number} near @param {Row[]} rows @param {number} place of the cursor, in pixels */
  drawTip(picture, near, rows, place) {
    const { axes } = this;
    const several = rows.length > 1;
    const named = axes.width >= NAMES_FROM_PX;
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
    const left = place + TIP_GAP + width > axes.width ? Math.max(0, place - TIP_GAP - width) : place + TIP_GAP;
    this.tip.style.transform = `translate(${Math.round(left)}px, ${axes.edges.top}px)`;
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
      surface.addEventListener(end, () => this.options.onPoint(null));
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

/** @param {Series} series */
function lineClass(series) {
  return `chart__line chart__line--${series.role ?? 1}${series.aside ? " chart__line--aside" : ""}${series.dash ? " chart__line--dash" : ""}`;
}

/** @type {CanvasRenderingContext2D|null} */
let pencil = null;

/** @param {string} text */
function textWidth(text) {
  pencil ??= document.createElement("canvas").getContext("2d");
  if (!pencil) {
    return 0;
  }
  pencil.font = "13px sans-serif";
  return pencil.measureText(text).width;
}
