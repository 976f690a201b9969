/**
 * Points of the plane that the reader puts, moves and deletes: what clusters.mjs and ensemble.mjs have in common.
 *
 * @typedef {[x: number, y: number]} Place
 * @typedef {import("./nib.mjs").Item & {distance: number}} Found
 * @typedef {Pick<PointerEvent, "clientX"|"clientY">} Pointed  a pointer, or a finger of a touch
 */

import { adopt, fill, html, set, svg } from "../../dom.mjs";
import { rough, within } from "./geometry.mjs";
import { glyph } from "./glyphs.mjs";
import { Nib } from "./nib.mjs";
import { Toolbar } from "./toolbar.mjs";
import look from "./points.css";

adopt(look);

export const ZERO = "0".charCodeAt(0);
/** @type {Record<string, number>} */
const REACH = { mouse: 12, pen: 14, touch: 22 }; // from a pointer to what it takes
const STILL = 6; // how far a press may move and still be one

/** @template {import("./nib.mjs").Picture} P */
export class Plane {
  /** @param {HTMLElement} host @param {import("../drawers").Options} options @param {string} nothing said where no moment is */
  constructor(host, options, nothing) {
    this.options = options;
    this.nothing = nothing;
    /** @type {P|undefined} */
    this.picture = undefined;
    /** @type {Place[]} where the points are shown */
    this.places = [];
    /** @type {Place[]} where the centres are shown, if there are any */
    this.shownCenters = [];
    /** @type {Found|null} what a pointer carries */
    this.drag = null;
    /** @type {{x: number, y: number}|null} where a pointer came down */
    this.pressed = null;
    this.words = "";
    /** @type {object|undefined} the moment that the table tells */
    this.told = undefined;
    this.frame = options.axes(host, () => {
      this.draw(this.picture, {});
      options.onLayout();
    });
    this.frame.root.classList.add("points");
    this.marks = svg("g");
    this.rings = svg("path", { class: "points__rings" });
    this.frame.plot.append(this.marks, this.rings);
    // No count of toolbars would do: this module stands in the file of each kind of picture.
    const owner = /** @type {HTMLElement|null} */ (host.closest("play-ground"));
    this.tools = new Toolbar({
      name: `${owner?.dataset.anchor}-${host.dataset.picture}-tool`,
      onStep: options.onWalk,
    });
    this.data = html("div", { class: "playground__live visually-hidden" });
    this.frame.root.append(this.tools.root, this.data);
    this.nib = new Nib(this);
    this.frame.handles.append(this.nib.mark);
    /** @type {number|null} */
    this.at = null;
    /** @type {Map<string, [number, number]>} what the reader has moved and Python has not yet answered, by "point 3" */
    this.moved = new Map();
    this.leaving = new AbortController();
    this.follow();
  }

  get svg() {
    return this.frame.svg;
  }

  /** Where the step slider stands. */
  get axes() {
    const { low, high } = this.picture?.x ?? { low: 0, high: 0 };
    const { width, scale } = this.frame;
    return {
      x: (/** @type {number} */ step) =>
        FRAME.LEFT + ((step - low) / Math.max(1, high - low)) * (width - FRAME.LEFT - FRAME.RIGHT),
      scale,
    };
  }

  /** @param {P|undefined} picture @param {import("../drawers").Look} look */
  draw(picture, { outdated = false }) {
    if (!picture) {
      return;
    }
    this.picture = picture;
    if (!outdated && !this.drag) {
      this.moved.clear();
    }
    if (this.frame.width <= 0) {
      return; // out of sight; drawn when it gets a width
    }
    this.tools.name(picture.label);
    this.layOut();
    this.showCursor(this.at);
  }

  /** Lay the axes out: as the kind of picture asks. */
  layOut() {}

  /** Show a moment: as the kind of picture does. @param {number|null} at */
  showCursor(at) {
    this.at = at;
  }

  /** The number of the moment that is shown. */
  get index() {
    const { moments = [], start = 0 } = this.picture ?? {};
    return Math.max(0, Math.min(moments.length - 1, Math.round(this.at ?? start)));
  }

  /** One path for each cluster: two thousand elements would take their time. @param {string} [labels] */
  drawMarks(labels) {
    const { glyphs = [], size = 0 } = this.picture ?? {};
    const shapes = [glyph([], size), ...glyphs.map(([, , corners]) => glyph(corners, size))];
    const paths = shapes.map(() => "");
    this.places.forEach((place, index) => {
      const cluster = labels ? labels.charCodeAt(index) - ZERO : -1;
      paths[cluster + 1] += this.start(place) + shapes[cluster + 1];
    });
    fill(this.marks, paths.length, () => svg("path"));
    paths.forEach((d, index) => {
      const look = index === 0 ? "points__mark--none" : `board__box--point-${glyphs[index - 1][0]}`;
      set(this.marks.children[index], { class: `points__mark ${look}`, d });
    });
  }

  /** A ring round the points whose labels differ. @param {string|undefined} before @param {string} now */
  drawRings(before, now) {
    const ring = glyph([], FRAME.RING);
    /** @type {string[]} */
    const parts = [];
    for (let index = 0; before && index < now.length; index++) {
      if (before[index] !== now[index]) {
        parts.push(this.start(this.places[index]) + ring);
      }
    }
    set(this.rings, { d: parts.join("") });
  }

  /** Where the path of a mark begins. @param {Place} place */
  start([x, y]) {
    return `M${rough(this.frame.x(x))},${rough(this.frame.y(y))}`;
  }

  /** What the moment says, for those who hear it. @param {number} at */
  describe(at) {
    const { moments = [], points = [] } = this.picture ?? {};
    return (
      moments[Math.max(0, Math.min(moments.length - 1, Math.round(at)))]?.words ??
      `${points.length} 个点，${this.nothing}`
    );
  }

  // What the reader does -------------------------------------------------------------------------------------------

  follow() {
    const { surface } = this.frame;
    surface.addEventListener("pointerdown", (event) => this.press(event));
    surface.addEventListener("pointermove", (event) => this.move(event));
    surface.addEventListener("pointerup", (event) => this.release(event));
    surface.addEventListener("click", (event) => this.choose(event));
    for (const type of ["pointercancel", "lostpointercapture"]) {
      surface.addEventListener(type, () => this.drop());
    }
    const keep = (/** @type {TouchEvent} */ event) => {
      if (event.cancelable && event.touches.length === 1 && this.carried(event.touches[0], "touch")) {
        event.preventDefault();
      }
    };
    surface.addEventListener("touchstart", keep, { passive: false });
    const near = new AbortController();
    for (const type of ["pointerenter", "focusin", "dragenter"]) {
      this.frame.root.addEventListener(type, () => (near.abort(), this.expect()), { signal: near.signal });
    }
  }

  /** Get ready for what the reader brings: nobody needs it before something is near the picture. */
  async expect() {
    const { watchBrought } = await import("./brought.mjs");
    const takes = () => Boolean(this.picture?.edits?.table);
    const take = (/** @type {string} */ text) =>
      this.options.onEdit({ setting: 0, path: this.picture?.edits?.table, text }, true);
    watchBrought(this.frame.root, takes, take, this.leaving.signal);
  }

  /** What a pointer would carry. A finger carries only what was chosen, by the tool or by a tap; else it scrolls the page. @param {Pointed} event @param {string} type */
  carried(event, type) {
    const found = this.picture?.edits && this.tools.tool === "move" ? this.near(event, type) : null;
    return found && (type !== "touch" || this.tools.chosen || this.nib.holds(found)) ? found : null;
  }

  /** What is near a pointer: a centre of the first moment, or a point. @param {Pointed} event @param {string} type */
  near(event, type) {
    const [left, top] = this.frame.place(event);
    const reach = (REACH[type] ?? REACH.mouse) / this.frame.scale;
    /** @param {Place[]} places @param {"point"|"center"} kind */
    const nearest = (places, kind) => {
      /** @type {Found|null} */
      let found = null;
      let least = reach;
      for (const [index, [x, y]] of places.entries()) {
        const distance = Math.hypot(this.frame.x(x) - left, this.frame.y(y) - top);
        if (distance <= least) {
          least = distance;
          found = { kind, index, distance };
        }
      }
      return found;
    };
    const movable = this.index === 0 && this.tools.tool === "move" ? this.shownCenters : [];
    return nearest(movable, "center") ?? nearest(this.places, "point");
  }

  /** @param {PointerEvent} event */
  press(event) {
    if (!this.picture?.edits || event.button > 0) {
      return;
    }
    const found = this.carried(event, event.pointerType);
    this.pressed = { x: event.clientX, y: event.clientY };
    if (found) {
      event.preventDefault();
      this.drag = found;
      this.nib.choose(found);
      this.frame.surface.setPointerCapture(event.pointerId);
    }
  }

  /** @param {PointerEvent} event */
  move(event) {
    if (this.drag) {
      this.carry(this.drag, this.placeOf(event), false);
    } else if (this.picture?.edits && event.pointerType === "mouse") {
      const { tool } = this.tools;
      const takes = tool !== "add" && this.near(event, event.pointerType);
      this.frame.surface.dataset.takes = takes ? tool : tool === "add" ? "add" : "";
    }
  }

  /** @param {PointerEvent} event */
  release(event) {
    const { tool } = this.tools;
    const still = this.pressed && Math.hypot(event.clientX - this.pressed.x, event.clientY - this.pressed.y) <= STILL;
    this.pressed = null;
    if (this.drag || !still) {
      return;
    }
    const found = tool === "add" ? null : this.near(event, event.pointerType);
    if (tool === "add") {
      this.put(this.placeOf(event));
    } else if (found && tool === "remove") {
      this.erase(found.index);
    } else if (found && tool === "swap") {
      this.swap(found.index);
    }
  }

  /** A tap chooses what a finger may carry then; what looks like a mouse to the browser comes before and takes the focus. @param {MouseEvent} event */
  choose(event) {
    const isTap = event instanceof PointerEvent && event.pointerType === "touch" && this.picture?.edits && !this.drag;
    const found = isTap && this.tools.tool === "move" ? this.near(event, "touch") : null;
    if (found) {
      this.nib.choose(found);
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

  /** Where a pointer is, within the plane. @param {PointerEvent} event @returns {Place} */
  placeOf(event) {
    const { x, y } = this.frame.position(event);
    return [within(x, this.frame.x.domain()), within(y, this.frame.y.domain())];
  }

  /**
   * Move something at once, and let the rest follow.
   *
   * @param {import("./nib.mjs").Item} item @param {Place} place @param {boolean} final whether it was let go
   */
  carry(item, place, final) {
    this.moved.set(`${item.kind} ${item.index}`, place);
    this.showCursor(this.at);
    this.tell(item, place, final);
  }

  /** Ask for what the reader did. @param {import("./nib.mjs").Item} item @param {Place} place @param {boolean} final */
  tell({ index }, place, final) {
    this.options.onEdit({ ...this.target(index), text: this.written(place, this.kindOf(index)) }, final);
  }

  /** Add a point, by default of the kind that the tool adds. @param {Place} place @param {number} [kind] */
  put(place, kind = this.tools.kind) {
    this.options.onEdit({ ...this.target(), op: "add", text: this.written(place, kind) }, true);
  }

  /** Let a point be of the other class, where there are two. @param {number} index */
  swap(index) {
    const text = this.written(this.places[index], 1 - this.kindOf(index));
    this.options.onEdit({ ...this.target(index), text }, true);
  }

  /** A place as text, with the class where points have one. @param {Place} place @param {number} kind */
  written(place, kind) {
    const { classes } = this.picture?.edits ?? {};
    return String(classes ? [...place, classes[kind]] : place);
  }

  /** The number of a point's kind. @param {number} index */
  kindOf(index) {
    const { labels = "" } = this.picture ?? {};
    return labels ? labels.charCodeAt(index) - ZERO : 0;
  }

  /** @param {number} index */
  erase(index) {
    this.options.onEdit({ ...this.target(index), op: "remove" }, true);
  }

  /** What an edit of a point, or of all of them, is about. @param {number} [index] */
  target(index) {
    const { edits, names = [] } = this.picture ?? {};
    const path = edits?.points ?? [];
    return { setting: 0, path: index === undefined ? path : [...path, names[index]] };
  }

  remove() {
    this.leaving.abort();
    this.frame.remove();
  }
}
