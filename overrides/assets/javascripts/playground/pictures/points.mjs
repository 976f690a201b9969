/**
 * Points of the plane and their clusters, moment by moment; what a picture of kind "points" shows. The reader puts, moves
 * and deletes points, and drags the centres of the first moment.
 *
 * @typedef {{words: string, step: string, centers: [number, number][], labels: string, sizes: number[]}} Moment  labels:
 *   a character for each point, "0" for the first cluster
 * @typedef {{name: string, label: string, x: import("./axes.mjs").Axis, plane: {x: import("./axes.mjs").Axis,
 *   y: import("./axes.mjs").Axis, square: boolean}, points: [number, number][], names: string[], moments: Moment[],
 *   regions?: boolean, edits?: {points: string[], centers: string[], setting: number}}} Picture
 */

import { fill, html, set, svg } from "../dom.mjs";
import { formatNumber } from "../format.mjs";
import { TOP } from "./axes.mjs";
import { colourOf, glyph, SHAPES, shapeOf } from "./glyphs.mjs";
import { Nib } from "./nib.mjs";
import { Toolbar } from "./toolbar.mjs";

const ZERO = "0".charCodeAt(0);
const RADII = [
  [60, 5],
  [400, 3.6],
  [Infinity, 2.4],
]; // of a mark, up to so many points
const CENTER = 8.5;
const WIDE = 520; // from this width on marks have their full size
const SMALLEST = 0.7;
const REACH = { mouse: 12, pen: 14, touch: 22 }; // from a pointer to what it takes
const STILL = 6; // how far a press may move and still be one
const ROOM = 10; // between the tools and the plot
const DECIMALS = 2;
const LEFT = 44; // the play button stands there
const RIGHT = 16;

export class Points {
  /**
   * @param {HTMLElement} host
   * @param {{axes: (host: HTMLElement, redraw: () => void) => import("./axes.mjs").Axes, onPick: (step: number) => void,
   *   onEdit: (edit: object, final: boolean) => void, onLayout: () => void}} options
   */
  constructor(host, options) {
    this.options = options;
    this.frame = options.axes(host, () => {
      this.draw(this.picture, {});
      options.onLayout();
    });
    this.frame.root.classList.add("points");
    /** @type {import("./regions.mjs").Regions|null} the cells of the centres, where there are any; see clusters.mjs */
    this.regions = null;
    this.ways = svg("g", { class: "points__ways" });
    this.marks = svg("g");
    this.rings = svg("path", { class: "points__rings" });
    this.centers = svg("g");
    this.frame.plot.append(this.marks, this.rings, this.ways, this.centers);
    this.tools = new Toolbar({ onStep: (by) => options.onPick(this.index + by) });
    this.data = html("div", { class: "playground__live" });
    this.frame.root.append(this.tools.root, this.data);
    this.nib = new Nib(this);
    this.frame.handles.append(this.nib.mark);
    this.at = null;
    /** @type {Map<string, [number, number]>} what the reader has moved and Python has not yet answered, by "point 3" */
    this.moved = new Map();
    this.follow();
  }

  get svg() {
    return this.frame.svg;
  }

  /** Where the step slider stands. */
  get axes() {
    const { low, high } = this.picture.x;
    return { x: (step) => LEFT + ((step - low) / Math.max(1, high - low)) * (this.frame.width - LEFT - RIGHT) };
  }

  /** @param {Picture} picture @param {{shape?: {aspect: number}, outdated?: boolean}} options */
  draw(picture, { shape, outdated = false }) {
    if (!picture) {
      return;
    }
    this.picture = picture;
    if (!outdated && !this.drag) {
      this.moved.clear();
    }
    this.shape = shape ?? this.shape;
    if (this.frame.width <= 0) {
      return; // out of sight; drawn when it gets a width
    }
    this.tools.name(picture.label);
    this.scale = Math.min(1, Math.max(SMALLEST, this.frame.width / WIDE));
    this.layOut();
    this.showCursor(this.at);
  }

  /** Lay out the plane; with one scale for both axes the one with room to spare becomes longer. */
  layOut() {
    const { frame, picture } = this;
    const { x, y, square } = picture.plane;
    const above = Math.max(0, this.tools.root.offsetHeight + ROOM - TOP);
    frame.aspect = this.shape.aspect + (this.shape.stack > 1 ? above / frame.width : 0); // alone it stays in the figure's box
    const key = JSON.stringify([picture.plane, frame.width, frame.aspect, above]);
    if (key !== this.laidOut) {
      this.laidOut = key;
      this.plane = { x, y };
      frame.layOut(x, y, { label: "", above });
      if (square) {
        const { left, right, top, bottom } = frame.edges;
        const unit = Math.min((right - left) / (x.high - x.low), (bottom - top) / (y.high - y.low));
        this.plane = { x: widened(x, (right - left) / unit), y: widened(y, (bottom - top) / unit) };
      }
    }
    frame.layOut(this.plane.x, this.plane.y, { label: "", above });
  }

  /** The number of the moment that is shown. */
  get index() {
    return Math.max(0, Math.min(this.picture.moments.length - 1, Math.round(this.at ?? 0)));
  }

  /** Show a moment; the first where the reader looks at none. @param {number|null} at */
  showCursor(at) {
    this.at = at;
    if (!this.frame.edges) {
      return;
    }
    const { moments } = this.picture;
    const { index } = this;
    const moment = moments[index];
    const centers = (moment?.centers ?? []).map(
      (place, center) => (index === 0 && this.moved.get(`center ${center}`)) || place,
    );
    this.places = this.picture.points.map((place, point) => this.moved.get(`point ${point}`) ?? place);
    this.shownCenters = centers;
    this.regions?.draw(this.picture.regions ? centers : []);
    this.drawMarks(moment?.labels);
    this.drawRings(moments[index - 1]?.labels, moment?.labels);
    this.drawCenters(centers, moments.slice(0, index));
    this.tools.show(moments, index);
    this.nib.place();
    const words = this.describe(index);
    set(this.frame.drawing, { "aria-label": words });
    if (words !== this.words || moment !== this.told) {
      [this.words, this.told] = [words, moment];
      this.data.replaceChildren(this.clusters(moment));
    }
  }

  /** One path for each cluster: two thousand elements would take their time. */
  drawMarks(labels) {
    const radius = this.scale * RADII.find(([most]) => this.places.length <= most)[1];
    const paths = [];
    const shapes = [];
    this.places.forEach((place, index) => {
      const cluster = labels ? labels.charCodeAt(index) - ZERO : -1;
      shapes[cluster + 1] ??= glyph(cluster < 0 ? 0 : shapeOf(cluster), radius);
      paths[cluster + 1] = (paths[cluster + 1] ?? "") + this.start(place) + shapes[cluster + 1];
    });
    fill(this.marks, paths.length, () => svg("path"));
    [...this.marks.children].forEach((path, index) => {
      const look = index === 0 ? "none" : colourOf(index - 1);
      set(path, { class: `points__mark points__mark--${look}`, d: paths[index] ?? "" });
    });
  }

  /** A ring round the points that have changed their cluster. */
  drawRings(before, now) {
    const ring = glyph(0, 6.5 * this.scale);
    const parts = [];
    for (let index = 0; before && index < now.length; index++) {
      if (before[index] !== now[index]) {
        parts.push(this.start(this.places[index]) + ring);
      }
    }
    set(this.rings, { d: parts.join("") });
  }

  /** The centres, and the ways that they have come. */
  drawCenters(centers, before) {
    fill(this.centers, centers.length, () => svg("path"));
    fill(this.ways, centers.length, () => svg("path"));
    centers.forEach((place, index) => {
      const role = colourOf(index);
      set(this.centers.children[index], {
        class: `points__center points__mark--${role}`,
        d: this.start(place) + glyph(shapeOf(index), CENTER * this.scale),
      });
      const way = [...before.map((moment) => moment.centers[index]), place].map(
        ([x, y]) => `${short(this.frame.x(x))},${short(this.frame.y(y))}`,
      );
      const d = way.some((each) => each !== way[0]) ? `M${way.join("L")}M${way[0]}${glyph(0, 3)}` : "";
      set(this.ways.children[index], { class: `points__way--${role}`, d });
    });
  }

  start([x, y]) {
    return `M${short(this.frame.x(x))},${short(this.frame.y(y))}`;
  }

  /** What the moment says, for those who hear it. @param {number} at */
  describe(at) {
    const { moments, points } = this.picture;
    return (
      moments[Math.max(0, Math.min(moments.length - 1, Math.round(at)))]?.words ?? `${points.length} 个点，还没有分簇`
    );
  }

  /** The clusters of a moment as a table. @param {Moment|undefined} moment */
  clusters(moment) {
    const row = (tag, cells) => html("tr", {}, ...cells.map((cell) => html(tag, {}, String(cell))));
    const rows = (moment?.centers ?? []).map((center, index) => [
      index + 1,
      SHAPES[shapeOf(index)],
      moment.sizes[index],
      written(center),
    ]);
    return html(
      "table",
      { class: "chart__table" },
      html("caption", {}, this.words),
      row("th", ["簇", "形状", "点数", "质心"]),
      ...rows.map((each) => row("td", each)),
    );
  }

  /** The data as rows of a table. @returns {string[][]} */
  table() {
    const { moments, points, plane } = this.picture;
    const labels = moments[this.index]?.labels;
    const cluster = (index) => (labels ? labels.charCodeAt(index) - ZERO : "");
    return [
      [plane.x.label, plane.y.label, "簇的编号"],
      ...points.map(([x, y], index) => [x, y, cluster(index)].map(String)),
    ];
  }

  // What the reader does -------------------------------------------------------------------------------------------

  follow() {
    const { surface } = this.frame;
    surface.addEventListener("pointerdown", (event) => this.press(event));
    surface.addEventListener("pointermove", (event) => this.move(event));
    surface.addEventListener("pointerup", (event) => this.release(event));
    for (const type of ["pointercancel", "lostpointercapture"]) {
      surface.addEventListener(type, () => this.drop());
    }
    const keep = (event) =>
      event.cancelable &&
      event.touches.length === 1 &&
      this.carried(event.touches[0], "touch") &&
      event.preventDefault();
    surface.addEventListener("touchstart", keep, { passive: false });
  }

  /** What a pointer would carry. A finger carries only what was chosen, by the tool or by a tap; else it scrolls the page. */
  carried(event, type = event.pointerType) {
    const found = this.picture.edits && this.tools.tool === "move" ? this.near(event, type) : null;
    return found && (type !== "touch" || this.tools.chosen || this.nib.holds(found)) ? found : null;
  }

  /** What is near a pointer: a centre of the first moment, or a point. */
  near(event, type = event.pointerType) {
    const box = this.svg.getBoundingClientRect();
    const [left, top] = [event.clientX - box.left, event.clientY - box.top];
    const reach = REACH[type] ?? REACH.mouse;
    const nearest = (places, kind) => {
      let found = null;
      places.forEach(([x, y], index) => {
        const distance = Math.hypot(this.frame.x(x) - left, this.frame.y(y) - top);
        if (distance <= (found?.distance ?? reach)) {
          found = { kind, index, distance };
        }
      });
      return found;
    };
    const movable = this.index === 0 && this.tools.tool === "move" ? this.shownCenters : [];
    return nearest(movable, "center") ?? nearest(this.places, "point");
  }

  press(event) {
    if (!this.picture.edits || event.button > 0) {
      return;
    }
    const found = this.carried(event);
    this.pressed = { x: event.clientX, y: event.clientY };
    if (found) {
      event.preventDefault();
      this.drag = found;
      this.nib.choose(found);
      this.frame.surface.setPointerCapture(event.pointerId);
    }
  }

  move(event) {
    if (this.drag) {
      this.carry(this.drag, this.placeOf(event), false);
    } else if (event.pointerType === "mouse") {
      const { tool } = this.tools;
      const takes = tool !== "add" && this.near(event);
      this.frame.surface.dataset.takes = takes ? tool : tool === "add" ? "add" : "";
    }
  }

  release(event) {
    const { tool } = this.tools;
    const still = this.pressed && Math.hypot(event.clientX - this.pressed.x, event.clientY - this.pressed.y) <= STILL;
    this.pressed = null;
    if (this.drag || !still) {
      return;
    }
    const found = tool === "add" ? null : this.near(event);
    if (tool === "add") {
      this.put(this.placeOf(event));
    } else if (found && tool === "remove") {
      this.erase(found.index);
    } else if (found) {
      this.nib.choose(found); // a tap, after which a finger may carry it
    }
  }

  drop() {
    const { drag } = this;
    this.drag = null;
    const place = drag && this.moved.get(`${drag.kind} ${drag.index}`);
    if (place) {
      this.carry(drag, place, true);
    }
  }

  /** Where a pointer is, within the plane. */
  placeOf(event) {
    const { x, y } = this.frame.position(event);
    const within = (value, [low, high]) => Number(Math.max(low, Math.min(high, value)).toFixed(DECIMALS));
    return [within(x, this.frame.x.domain()), within(y, this.frame.y.domain())];
  }

  /** Move something at once, and let the rest follow. @param {boolean} final whether it was let go */
  carry({ kind, index }, place, final) {
    this.moved.set(`${kind} ${index}`, place);
    this.showCursor(this.at);
    const { edits, names } = this.picture;
    if (kind === "point") {
      this.options.onEdit({ setting: 0, path: [...edits.points, names[index]], text: place.join(",") }, final);
    } else {
      const text = this.shownCenters
        .map((each) => each.map((value) => Number(value.toFixed(DECIMALS))).join(","))
        .join(";");
      this.options.onEdit({ setting: edits.setting, path: edits.centers, text }, final);
    }
  }

  put(place) {
    this.options.onEdit({ setting: 0, path: this.picture.edits.points, op: "add", text: place.join(",") }, true);
  }

  erase(index) {
    const { edits, names } = this.picture;
    this.options.onEdit({ setting: 0, path: [...edits.points, names[index]], op: "remove" }, true);
  }

  remove() {
    this.frame.remove();
  }
}

function widened(axis, width) {
  const middle = (axis.low + axis.high) / 2;
  const [low, high] = [middle - width / 2, middle + width / 2];
  return { ...axis, low, high, first: low, last: high };
}

export function written([x, y]) {
  return `(${formatNumber(x)}, ${formatNumber(y)})`;
}

function short(pixels) {
  return Math.round(pixels * 10) / 10;
}
