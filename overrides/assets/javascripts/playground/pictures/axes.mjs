/**
 * The frame of a picture with two axes: scales, ticks, grid, labels; as wide as its place, as high as its shape asks.
 *
 * @typedef {import("../types").Axis} Axis
 * @typedef {[low: number, high: number]} Interval
 * @typedef {{x: Interval, y: Interval}} Limits
 * @typedef {import("d3-scale").ScaleContinuousNumeric<number, number>} Scale
 */

import { scaleLinear, scaleLog } from "d3-scale";
import { adopt, fill, html, set, svg } from "../dom.mjs";
import { formatPower, tickFormat } from "../format.mjs";
import look from "./chart.css";

adopt(look);

export const TOP = 26; // holds the name of the y axis
const BOTTOM = 40; // holds the ticks and the name of the x axis
const LEFT = 44; // at least: the play button stands below it
const CHARACTER = 7; // width of a digit at the size of a tick
const BARE = 12; // instead of BOTTOM above another picture, whose x axis serves both
const LOWEST = 92; // height of a plot: rather a higher picture than a flatter one
const LOWEST_STACKED = 42;
const SETTLE_MS = 220;

export class Axes {
  /**
   * @param {HTMLElement} host
   * @param {() => void} redraw called when the width or the limits change
   */
  constructor(host, redraw) {
    this.host = host;
    this.aspect = 0.56;
    this.above = 0; // room for names
    this.stack = 1; // pictures that share the shape
    this.bare = false; // whether another one stands below
    this.redraw = redraw;
    this.base = svg("line");
    this.xAxis = svg("g");
    this.yAxis = svg("g", { class: "chart__grid" });
    this.xLabel = svg("text", { class: "chart__label", "text-anchor": "end" });
    this.yLabel = svg("text", { class: "chart__label" });
    this.plot = svg("g");
    this.drawing = svg("g", { role: "img" });
    this.drawing.append(
      this.yAxis,
      svg("g", { class: "chart__axis" }, this.base, this.xAxis),
      this.xLabel,
      this.yLabel,
      this.plot,
    );
    this.surface = svg("rect", { class: "chart__surface" });
    this.handles = svg("g");
    this.svg = svg("svg", { class: "chart__svg" }, this.drawing, this.surface, this.handles);
    this.over = html("div", { class: "chart__over" });
    this.root = html("div", { class: "chart" }, this.svg, this.over);
    host.append(this.root);
    this.width = host.clientWidth;
    /** @type {Limits|null} */
    this.limits = null;
    /** @type {Limits|null} what the picture asks for */
    this.target = null;
    this.held = false; // whether a control is being dragged, or was and the limits have not settled yet
    this.settling = 0;
    /** @type {Scale} */
    this.x = scaleLinear();
    /** @type {Scale} */
    this.y = scaleLinear();
    this.edges = { left: 0, right: 0, top: 0, bottom: 0 };
    this.drawn = ""; // what the frame shows, "" before it shows anything
    this.observer = new ResizeObserver(([entry]) => {
      const width = Math.round(entry.contentRect.width);
      if (width > 0 && width !== this.width) {
        this.width = width;
        this.redraw();
      }
    });
    this.observer.observe(host);
  }

  /** Share the shape of the figure with the pictures stacked on it: the frames take their part, the plots the rest. */
  get height() {
    const { above, aspect, stack, width } = this;
    const frames = (stack - 1) * (TOP + BARE) + TOP + BOTTOM;
    const plot = Math.max(stack > 1 ? LOWEST_STACKED : LOWEST, (width * aspect - frames) / stack - above);
    return Math.round(TOP + above + plot + this.bottom);
  }

  get bottom() {
    return this.bare ? BARE : BOTTOM;
  }

  /**
   * Lay the frame out for these axes.
   *
   * @param {Axis} x @param {Axis} y
   * @param {{label: string, above?: number, right?: number, hold?: boolean}} options `above`, `right`: room for names;
   *     `hold`: while a control is being dragged the limits only grow, so that one sees the curve move and not the
   *     axis; afterwards they settle.
   */
  layOut(x, y, { label, above = 0, right = 16, hold = false }) {
    this.above = above;
    /** @type {Limits} */
    const wanted = { x: [x.low, x.high], y: [y.low, y.high] };
    this.target = wanted;
    if (!this.limits || (!hold && !this.held)) {
      this.limits = wanted;
    } else if (hold) {
      this.held = true;
      this.limits = { x: union(this.limits.x, wanted.x), y: union(this.limits.y, wanted.y) };
    } else if (!this.settling) {
      this.settle();
    }
    const yScale = y.scale === "log" ? scaleLog() : scaleLinear();
    this.y = yScale.domain(this.limits.y);
    const yTicks =
      y.scale === "log"
        ? powers(this.limits.y)
        : this.y.ticks(within(3, (this.height - above - TOP - this.bottom) / 80, 6));
    const writeY = y.scale === "log" ? formatPower : tickFormat(yTicks);
    const widest = Math.max(...yTicks.map((tick) => writeY(tick).length), 0);
    const left = Math.max(LEFT, Math.ceil((widest * CHARACTER + 14) / 6) * 6);
    const edges = { left, right: this.width - right, top: TOP + above, bottom: this.height - this.bottom };
    this.edges = edges;
    this.x = scaleLinear().domain(this.limits.x).range([edges.left, edges.right]);
    this.y.range([edges.bottom, edges.top]);
    const key = JSON.stringify([
      this.limits,
      this.width,
      this.height,
      edges,
      x.label,
      x.ticks,
      y.label,
      y.scale,
      label,
      this.bare,
    ]);
    if (key !== this.drawn) {
      this.drawn = key;
      this.drawFrame(x, y, { label, yTicks, writeY });
    }
  }

  /**
   * @param {Axis} x @param {Axis} y
   * @param {{label: string, yTicks: number[], writeY: (tick: number) => string}} words
   */
  drawFrame(x, y, { label, yTicks, writeY }) {
    const { width, height, edges } = this;
    set(this.svg, { width, height, viewBox: `0 0 ${width} ${height}` });
    set(this.drawing, { "aria-label": label });
    set(this.surface, {
      x: edges.left,
      y: edges.top - 8,
      width: Math.max(0, edges.right - edges.left),
      height: Math.max(0, edges.bottom - edges.top + 8),
    });
    const named = new Map(x.ticks);
    const xTicks = x.ticks ? [...named.keys()] : this.x.ticks(within(3, (edges.right - edges.left) / 60, 10));
    const { first = x.low, last = x.high } = x;
    const inside = xTicks.filter((tick) => tick >= first && tick <= last);
    const ticks = Number.isInteger(first) && Number.isInteger(last) ? inside.filter(Number.isInteger) : inside;
    const whole = this.bare ? [] : ticks;
    const writeX = x.ticks ? (/** @type {number} */ tick) => named.get(tick) ?? "" : tickFormat(ticks);
    set(this.base, { x1: edges.left, x2: edges.right, y1: edges.bottom, y2: edges.bottom });
    fill(this.xAxis, whole.length, () =>
      svg("g", {}, svg("line", { y2: 4 }), svg("text", { y: 18, "text-anchor": "middle" })),
    );
    whole.forEach((tick, index) => {
      const mark = this.xAxis.children[index];
      set(mark, { transform: `translate(${this.x(tick)},${edges.bottom})` });
      mark.children[1].textContent = writeX(tick);
    });
    fill(this.yAxis, yTicks.length, () =>
      svg("g", {}, svg("line"), svg("text", { "text-anchor": "end", dy: "0.32em" })),
    );
    yTicks.forEach((tick, index) => {
      const mark = this.yAxis.children[index];
      set(mark, { transform: `translate(${edges.left},${this.y(tick)})` });
      set(mark.children[0], { x2: edges.right - edges.left });
      set(mark.children[1], { x: -8 }).textContent = writeY(tick);
    });
    set(this.xLabel, { x: edges.right, y: height - 4 }).textContent = this.bare ? "" : x.label;
    set(this.yLabel, { x: Math.max(0, edges.left - 8), y: edges.top - 14 }).textContent = y.label;
  }

  /** Let the limits glide to what the picture asks for; at once where motion is not wanted. */
  settle() {
    const { limits: from, target } = this;
    if (!from || !target) {
      return;
    }
    const start = performance.now();
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const move = (/** @type {number} */ now) => {
      const part = still ? 1 : Math.min(1, Math.max(0, now - start) / SETTLE_MS);
      const eased = 1 - (1 - part) ** 3;
      const to = this.target ?? target; // it may have changed on the way
      this.limits = part < 1 ? { x: between(from.x, to.x, eased), y: between(from.y, to.y, eased) } : to;
      this.settling = part < 1 ? requestAnimationFrame(move) : 0;
      this.held = part < 1;
      this.redraw();
    };
    this.settling = requestAnimationFrame(move);
  }

  /** Where a pointer is, in the units of the axes. @param {PointerEvent} event */
  position(event) {
    const box = this.svg.getBoundingClientRect();
    return { x: this.x.invert(event.clientX - box.left), y: this.y.invert(event.clientY - box.top) };
  }

  remove() {
    this.observer.disconnect();
    cancelAnimationFrame(this.settling);
    this.root.remove();
  }
}

/** @param {Interval} one @param {Interval} other @returns {Interval} */
function union([low, high], [otherLow, otherHigh]) {
  return [Math.min(low, otherLow), Math.max(high, otherHigh)];
}

/** A part of the way from one interval to another. @param {Interval} from @param {Interval} to @param {number} share @returns {Interval} */
function between(from, to, share) {
  const part = (/** @type {0|1} */ end) => from[end] + (to[end] - from[end]) * share;
  return [part(0), part(1)];
}

/** @param {number} least @param {number} value @param {number} most */
function within(least, value, most) {
  return Math.max(least, Math.min(most, Math.round(value)));
}

/** The powers of ten in an interval, at most six of them. @param {Interval} interval */
function powers([low, high]) {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const stride = Math.max(1, Math.ceil((last - first) / 5));
  return Array.from(
    { length: Math.max(0, Math.floor((last - first) / stride) + 1) },
    (_, index) => 10 ** (first + index * stride),
  );
}
