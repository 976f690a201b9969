/**
 * Paths over the contours of a function of two variables, walked step by step; what a picture of kind "surface" shows.
 *
 * `levels`: closed lines on which the function is the same, the outermost first; `places`: after 0, 1, 2, … steps; `dot`:
 * diameter of what marks them, 0 for nothing; `origin`: where all paths begin, which the reader can move (start.mjs).
 *
 * @typedef {[x: number, y: number]} Place
 * @typedef {{label: string, role: number, dot: number, places: Place[]}} Path
 * @typedef {import("../types").Charted & {
 *   kind: "surface", plane: {x: import("../types").Axis, y: import("../types").Axis}, levels: Place[][], paths: Path[],
 *   origin?: import("./start.mjs").Start,
 * }} Picture
 */

import { adopt, fill, set, svg } from "../../dom.mjs";
import { formatNumber } from "../format.mjs";
import { dashes, pathOf, plain, short } from "./geometry.mjs";
import { squared } from "./square.mjs";
import { StartMark } from "./start.mjs";
import look from "./surface.css";

adopt(look);

export class Surface {
  /** @param {HTMLElement} host @param {import("../drawers").Options} options */
  constructor(host, options) {
    this.options = options;
    /** @type {Picture|undefined} */
    this.picture = undefined;
    /** @type {[number, number][][]} where the places of the paths are drawn */
    this.drawn = [];
    /** @type {number|null} */
    this.at = null;
    this.frame = options.axes(host, () => this.draw(this.picture));
    this.levels = svg("g");
    this.paths = svg("g");
    this.cursor = svg("g", { class: "chart__cursor" });
    this.inside = svg("svg", {}, this.levels, this.paths, this.cursor); // one within the other cuts off what leaves it
    this.frame.plot.append(this.inside);
    this.start = new StartMark(this.frame, options.onEdit);
    this.follow();
  }

  get svg() {
    return this.frame.svg;
  }

  /** @param {Picture|undefined} picture @param {import("../drawers").Look} [how] */
  draw(picture, { outdated = false } = {}) {
    this.picture = picture;
    const { frame } = this;
    if (!picture || frame.width <= 0) {
      return;
    }
    const { plane, levels, paths } = picture;
    frame.layOut(plane.x, plane.y, picture);
    const { x, y } = squared(plane, frame.edges);
    frame.layOut(x, y, picture);
    frame.annotate(picture.annotations);
    const { left, right, top, bottom } = frame.edges;
    const [width, height] = [right - left, bottom - top];
    set(this.inside, { x: left, y: top, width, height, viewBox: `${left} ${top} ${width} ${height}` });
    const drawn = (/** @type {Place[]} */ places) =>
      places.map((place) => /** @type {Place} */ ([frame.x(place[0]), frame.y(place[1])]));
    fill(this.levels, levels.length, () => svg("path", { class: "surface__level" }));
    levels.forEach((places, index) => set(this.levels.children[index], { d: `${pathOf(drawn(places), false)}Z` }));
    this.drawn = paths.map(({ places }) => drawn(places));
    this.start.draw(picture.origin, paths[0].places[0], outdated);
    this.showCursor(this.at);
  }

  /** Show how far the paths have come at a step; all of them where the reader looks at none. @param {number|null} at */
  showCursor(at) {
    this.at = at;
    const { drawn, picture } = this;
    if (!picture || this.frame.width <= 0) {
      return;
    }
    set(this.frame.drawing, { "aria-label": at === null ? picture.label : this.describe(at) });
    fill(this.paths, 3 * drawn.length, () => svg("path"));
    drawn.forEach((places, index) => {
      const { role, dot } = picture.paths[index];
      const [whole, walked, dots] = [0, 1, 2].map((part) => this.paths.children[3 * index + part]);
      const come = at === null ? places : places.slice(0, at + 1);
      const colour = `chart__line--${role}`;
      const width = dot ? FRAME.DOTTED : FRAME.LINE;
      const line = { "stroke-width": width, "stroke-dasharray": dashes(FRAME.DASHES[role - 1], width) || null };
      set(whole, { ...line, class: `chart__line ${colour} surface__ahead`, d: pathOf(places, false) });
      set(walked, { ...line, class: `chart__line ${colour}`, d: pathOf(come, false) });
      const d = dot ? come.map(([left, top]) => `M${short(left)},${short(top)}h0`).join("") : "";
      set(dots, { class: `chart__dots ${colour}`, "stroke-width": dot, d });
    });
    this.cursor.replaceChildren(
      ...(at === null ? [] : drawn).map((places) => {
        const [cx, cy] = places[Math.min(at ?? 0, places.length - 1)];
        return svg("circle", { cx, cy, r: 5 });
      }),
    );
  }

  /** Where the paths are at a step, for those who hear it. @param {number} at */
  describe(at) {
    const { label = "", x, paths = [] } = this.picture ?? {};
    const parts = paths.map((path) => {
      const place = path.places[Math.min(at, path.places.length - 1)];
      return `${paths.length > 1 ? `${path.label} ` : ""}(${place.map((value) => formatNumber(value)).join(", ")})`;
    });
    return `${label}，${x?.label} = ${at}：${parts.join("，")}`;
  }

  /** The data as rows of a table. @returns {string[][]} */
  table() {
    const { x, plane, paths = [] } = this.picture ?? {};
    const sides = [plane?.x.label, plane?.y.label].map((side) => plain(side ?? ""));
    const several = paths.length > 1;
    const longest = Math.max(0, ...paths.map(({ places }) => places.length));
    return [
      [x?.label ?? "", ...paths.flatMap(({ label }) => sides.map((side) => (several ? `${label}：${side}` : side)))],
      ...Array.from({ length: longest }, (_, step) => [
        String(step),
        ...paths.flatMap(({ places }) => (places[step] ?? ["", ""]).map(String)),
      ]),
    ];
  }

  /** The pointer shows the step whose place is nearest; pressing or dragging goes there. */
  follow() {
    const { surface } = this.frame;
    const { onPick, onPoint } = this.options;
    surface.addEventListener("pointermove", (event) => {
      onPoint(this.nearest(event));
      if (event.buttons & 1) {
        onPick(this.nearest(event));
      }
    });
    surface.addEventListener("pointerdown", (event) => {
      surface.setPointerCapture(event.pointerId);
      onPick(this.nearest(event));
    });
    for (const end of ["pointerleave", "pointercancel"]) {
      surface.addEventListener(end, () => onPoint(null));
    }
  }

  /** The step at which a path is nearest to a pointer. @param {PointerEvent} event */
  nearest(event) {
    const [left, top] = this.frame.place(event);
    let [step, least] = [0, Infinity];
    for (const places of this.drawn) {
      places.forEach(([x, y], index) => {
        const distance = Math.hypot(x - left, y - top);
        [step, least] = distance < least ? [index, distance] : [step, least];
      });
    }
    return step;
  }

  remove() {
    this.frame.remove();
  }
}
