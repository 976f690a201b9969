/** One mark for all points and centres, that keys move: it goes from one to the next, carries it, adds and deletes. */

import { set, svg } from "../../dom.mjs";
import { formatNumber } from "../format.mjs";
import { within } from "./geometry.mjs";

const LEVELS = 110; // keys move by one of so many
const FAR = 10; // times as far with the shift key

/**
 * @typedef {{kind: "point"|"center", index: number}} Item
 * @typedef {import("./clusters.mjs").Picture | import("./ensemble.mjs").Picture} Picture
 */

export class Nib {
  /** @param {import("./plane.mjs").Plane<Picture>} points */
  constructor(points) {
    this.points = points;
    /** @type {[x: number, y: number]} */
    this.at = [0, 0];
    this.chosen = 0; // of the points, and after them the centres
    this.mark = svg("circle", { class: "points__nib", r: 11, tabindex: 0, role: "slider", "aria-label": "选中的点" });
    this.mark.addEventListener("keydown", (event) => this.press(event));
  }

  /** The centres can be moved in the first moment only. */
  get centers() {
    return this.points.index === 0 ? this.points.shownCenters : [];
  }

  get count() {
    return this.points.places.length + this.centers.length;
  }

  /** What is chosen. @returns {Item} */
  get item() {
    const first = this.points.places.length;
    return this.chosen < first ? { kind: "point", index: this.chosen } : { kind: "center", index: this.chosen - first };
  }

  /** @param {Item} item */
  choose({ kind, index }) {
    this.chosen = kind === "point" ? index : this.points.places.length + index;
    this.mark.focus({ preventScroll: true });
    this.place();
  }

  /** Whether something is chosen at this moment. @param {Item} item */
  holds({ kind, index }) {
    return document.activeElement === this.mark && this.item.kind === kind && this.item.index === index;
  }

  place() {
    const { frame, places } = this.points;
    this.chosen = Math.max(0, Math.min(this.count - 1, this.chosen));
    const { kind, index } = this.item;
    const place = (kind === "point" ? places : this.centers)[index];
    const middle = (/** @type {number[]} */ [low, high]) => (low + high) / 2;
    this.at = place ?? [middle(frame.x.domain()), middle(frame.y.domain())];
    const [x, y] = this.at;
    const what = kind === "point" ? `点 ${index + 1}` : `起点 ${index + 1}`;
    set(this.mark, {
      cx: frame.x(x),
      cy: frame.y(y),
      "aria-valuemin": 1,
      "aria-valuemax": Math.max(1, this.count),
      "aria-valuenow": Math.max(1, this.chosen + 1),
      "aria-valuetext": place ? `${what}：(${formatNumber(x)}, ${formatNumber(y)})` : "还没有点，按 Enter 加一个",
    });
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    /** @type {Record<string, number>} */
    const targets = { PageDown: this.chosen + 1, PageUp: this.chosen - 1, Home: 0, End: this.count - 1 };
    /** @type {Record<string, [right: number, up: number]>} */
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const next = event.key in targets ? targets[event.key] : undefined;
    const way = event.key in ways ? ways[event.key] : undefined;
    const { points, item } = this;
    const isPoint = item.kind === "point" && points.places.length > 0;
    if (next !== undefined) {
      this.chosen = (next + this.count) % Math.max(1, this.count);
      this.place();
    } else if (way && this.count) {
      points.carry(item, this.moved(way, event.shiftKey ? FAR : 1), true);
    } else if (["Delete", "Backspace"].includes(event.key) && isPoint) {
      points.erase(item.index);
    } else if (event.key === " " && isPoint && points.picture?.edits?.classes) {
      points.swap(item.index);
    } else if (["Enter", "Insert"].includes(event.key)) {
      const added = points.places.length;
      const kind = points.tools.tool === "add" || !isPoint ? points.tools.kind : points.kindOf(item.index);
      points.put(this.count ? this.moved([1, 1], 2) : this.at, kind);
      this.chosen = added; // it comes last
    } else {
      return;
    }
    event.preventDefault();
  }

  /** A place some levels away, within the plane. @param {[right: number, up: number]} way @param {number} levels @returns {[number, number]} */
  moved([right, up], levels) {
    const { x, y } = this.points.frame;
    /** @param {number[]} ends @param {number} value @param {number} by */
    const step = ([low, high], value, by) => within(value + (by * levels * (high - low)) / LEVELS, [low, high]);
    return [step(x.domain(), this.at[0], right), step(y.domain(), this.at[1], up)];
  }
}
