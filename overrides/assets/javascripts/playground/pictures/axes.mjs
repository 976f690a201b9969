/**
 * The frame of a picture with two axes: scales, ticks, grid, labels, and what is said beside the data.
 *
 * It is laid out in the units of the figures, 480 of which are its width, or fewer on a phone: type is never smaller than
 * there. See plots/pictures/frame.py for ``FRAME``.
 *
 * @typedef {import("../types").Axis} Axis
 * @typedef {{x: Axis, y: Axis}} Sides
 */

import { adopt, fill, html, set, svg } from "../../dom.mjs";
import { drawAnnotations, lettered } from "./annotations.mjs";
import { apart, scaleOf, widest } from "./geometry.mjs";
import look from "./chart.css";

adopt(look);

const SETTLE_MS = 220;

export class Axes {
  /**
   * @param {HTMLElement} host
   * @param {() => void} redraw called when the width or the limits change
   */
  constructor(host, redraw) {
    this.host = host;
    this.redraw = redraw;
    this.base = svg("line", { "stroke-width": FRAME.BASE });
    this.xAxis = svg("g", { "stroke-width": FRAME.BASE });
    this.yAxis = svg("g", { class: "chart__grid" });
    this.xLabel = svg("text", { "text-anchor": "end" });
    this.yLabel = svg("text");
    this.under = svg("g", { class: "chart__aside" }); // what is said beside the data, below them and above
    this.plot = svg("g");
    this.over = svg("g", { class: "chart__aside" });
    this.drawing = svg("g", { role: "img" });
    this.drawing.append(
      this.yAxis,
      svg("g", { class: "chart__axis" }, this.base, this.xAxis),
      this.xLabel,
      this.yLabel,
      this.under,
      this.plot,
      this.over,
    );
    this.surface = svg("rect", { class: "chart__surface" });
    this.handles = svg("g");
    this.svg = svg("svg", { class: "chart__svg", "font-size": FRAME.TEXT }, this.drawing, this.surface, this.handles);
    this.words = html("div", { class: "chart__over" });
    this.root = html("div", { class: "chart" }, this.svg, this.words);
    host.append(this.root);
    this.height = 0; // in units, as all that is drawn
    this.pixels = host.clientWidth;
    /** @type {Sides|null} the axes as they are shown */
    this.shown = null;
    /** @type {Sides|null} what the picture asks for */
    this.target = null;
    this.held = false; // whether a control is being dragged, or was and the limits have not settled yet
    this.settling = 0;
    this.x = scaleOf({ low: 0, high: 1 }, 0, 1);
    this.y = this.x;
    this.edges = { left: 0, right: 0, top: 0, bottom: 0 };
    this.drawn = ""; // what the frame shows, "" before it shows anything
    this.observer = new ResizeObserver(([entry]) => {
      const width = Math.round(entry.contentRect.width);
      if (width > 0 && width !== this.pixels) {
        this.pixels = width;
        this.redraw();
      }
    });
    this.observer.observe(host);
  }

  /** Pixels by units. */
  get scale() {
    return Math.max(1, this.pixels / FRAME.WIDTH);
  }

  get width() {
    return this.pixels / this.scale;
  }

  /**
   * Lay the frame out for these axes.
   *
   * @param {Axis} x @param {Axis} y
   * @param {{label: string, height: number, lowest?: number, bare?: boolean, above?: number, right?: number, hold?: boolean}} options
   *     `height`: of the figure, with room in it for names `above` and at the `right`; `bare`: another picture below has
   *     the x axis; `hold`: while a control is being dragged the limits only grow, so that one sees the curve move and
   *     not the axis; afterwards they settle.
   */
  layOut(x, y, { label, height, lowest = FRAME.LOWEST, bare = false, above = 0, right = FRAME.RIGHT, hold = false }) {
    this.target = { x, y };
    if (!this.shown || (!hold && !this.held)) {
      this.shown = this.target;
    } else if (hold) {
      this.held = true;
      this.shown = { x: union(this.shown.x, x), y: union(this.shown.y, y) };
    } else if (!this.settling) {
      this.settle();
    }
    const { shown, width } = this;
    const below = bare ? FRAME.BARE : FRAME.BOTTOM;
    const plot = height * Math.min(1, width / FRAME.WIDTH) - FRAME.TOP - below;
    const top = FRAME.TOP + above;
    const least = width < FRAME.WIDTH ? lowest : Math.min(lowest, plot); // on a phone rather too high than too flat
    const bottom = top + Math.max(plot - above, least);
    this.height = bottom + below;
    this.edges = { left: shown.y.room, right: width - right, top, bottom };
    this.x = scaleOf(shown.x, this.edges.left, this.edges.right);
    this.y = scaleOf(shown.y, bottom, top);
    const key = JSON.stringify([shown, this.pixels, this.height, this.edges, label, bare]);
    if (key !== this.drawn) {
      this.drawn = key;
      this.drawFrame(shown, { label, bare });
    }
  }

  /** @param {Sides} shown @param {{label: string, bare: boolean}} options */
  drawFrame({ x, y }, { label, bare }) {
    const { width, height, edges, scale } = this;
    const { left, right, top, bottom } = edges;
    set(this.svg, { width: width * scale, height: height * scale, viewBox: `0 0 ${width} ${height}` });
    set(this.drawing, { "aria-label": label });
    set(this.surface, { x: left, y: top - 8, width: Math.max(0, right - left), height: Math.max(0, bottom - top + 8) });
    set(this.base, { x1: left, x2: right, y1: bottom, y2: bottom });
    const ticks = bare ? [] : ticksOf(x);
    const [across, up] = [apart(ticks, this.x, widest(ticks)), apart(ticksOf(y), this.y)];
    fill(this.xAxis, across.length, () =>
      svg("g", {}, svg("line", { y2: 4 }), svg("text", { y: 18, "text-anchor": "middle" })),
    );
    across.forEach(([value, text], index) => {
      const mark = set(this.xAxis.children[index], { transform: `translate(${this.x(value)},${bottom})` });
      mark.children[1].textContent = text;
    });
    fill(this.yAxis, up.length, () =>
      svg(
        "g",
        {},
        svg("line", { "stroke-width": FRAME.GRID }),
        svg("text", { x: -8, y: FRAME.RISE * FRAME.TEXT, "text-anchor": "end" }),
      ),
    );
    up.forEach(([value, text], index) => {
      const mark = set(this.yAxis.children[index], { transform: `translate(${left},${this.y(value)})` });
      set(mark.children[0], { x2: right - left });
      mark.children[1].textContent = text;
    });
    set(this.xLabel, { x: right, y: height - 4 }).replaceChildren(...lettered(bare ? "" : x.label));
    set(this.yLabel, { x: left - 8, y: top - 14 }).replaceChildren(...lettered(y.label));
  }

  /** @param {import("../types").Annotation[]} [annotations] */
  annotate(annotations = []) {
    drawAnnotations(this, annotations);
  }

  /** Let the limits glide to what the picture asks for; at once where motion is not wanted. */
  settle() {
    const { shown: from, target } = this;
    if (!from || !target) {
      return;
    }
    const start = performance.now();
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const move = (/** @type {number} */ now) => {
      const part = still ? 1 : Math.min(1, Math.max(0, now - start) / SETTLE_MS);
      const eased = 1 - (1 - part) ** 3;
      const to = this.target ?? target; // it may have changed on the way
      this.shown = part < 1 ? { x: between(from.x, to.x, eased), y: between(from.y, to.y, eased) } : to;
      this.settling = part < 1 ? requestAnimationFrame(move) : 0;
      this.held = part < 1;
      this.redraw();
    };
    this.settling = requestAnimationFrame(move);
  }

  /** Where a pointer is on the drawing. @param {Pick<PointerEvent, "clientX"|"clientY">} event @returns {[left: number, top: number]} */
  place({ clientX, clientY }) {
    const box = this.svg.getBoundingClientRect();
    return [(clientX - box.left) / this.scale, (clientY - box.top) / this.scale];
  }

  /** Where a pointer is, in the units of the axes. @param {PointerEvent} event */
  position(event) {
    const [left, top] = this.place(event);
    return { x: this.x.invert(left), y: this.y.invert(top) };
  }

  remove() {
    this.observer.disconnect();
    cancelAnimationFrame(this.settling);
    this.root.remove();
  }
}

/** An axis that holds both, with the ticks of the longer one. @param {Axis} one @param {Axis} other @returns {Axis} */
function union(one, other) {
  const longer = other.high - other.low > one.high - one.low ? other : one;
  return { ...longer, low: Math.min(one.low, other.low), high: Math.max(one.high, other.high) };
}

/** A part of the way from one axis to another. @param {Axis} from @param {Axis} to @param {number} share @returns {Axis} */
function between(from, to, share) {
  const part = (/** @type {"low"|"high"} */ end) => from[end] + (to[end] - from[end]) * share;
  return { ...to, low: part("low"), high: part("high") };
}

/** The ticks within the limits: an axis may be on its way to others. @param {Axis} axis */
function ticksOf({ low, high, ticks }) {
  const rounding = (high - low) * 1e-9;
  return ticks.filter(([value]) => value >= low - rounding && value <= high + rounding);
}
