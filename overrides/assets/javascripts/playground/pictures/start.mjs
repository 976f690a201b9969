/**
 * The place where paths begin, which the reader drags or moves by keys. A finger drags what a tap has chosen, else it
 * scrolls the page. A double click takes it home, as the key Home does.
 *
 * @typedef {[x: number, y: number]} Place
 * @typedef {{path: import("../types").Path, box: [number, number, number, number], home: Place}} Start
 *   `path`: of its control, which all settings share; `box`: in which it lies: left, right, lower and upper end
 */

import { set, svg } from "../../dom.mjs";
import { formatNumber } from "../format.mjs";
import { within } from "./geometry.mjs";

const REACH = 22; // from its middle: what a finger hits
const LEVELS = 56; // keys move it by one of so many, across the box
const FAR = 5; // times as far with the shift key

export class StartMark {
  /** @param {import("./axes.mjs").Axes} frame @param {import("../drawers").OnEdit} onEdit */
  constructor(frame, onEdit) {
    this.frame = frame;
    this.onEdit = onEdit;
    /** @type {Start|undefined} */
    this.start = undefined;
    /** @type {Place} */
    this.at = [0, 0];
    /** @type {Place|null} how far from it a pointer took it */
    this.held = null;
    this.asked = false; // whether paths from another place are on their way: one question at a time, so that they follow
    this.mark = svg(
      "g",
      { class: "surface__start", tabindex: 0, role: "slider", "aria-label": "路径的起点" },
      svg("circle", { class: "surface__reach", r: REACH }),
      svg("circle", { class: "surface__grip", r: 6 }),
    );
    this.follow();
  }

  /** @param {Start|undefined} start @param {Place} place @param {boolean} outdated whether that is older than what the reader did */
  draw(start, place, outdated) {
    this.start = start;
    if (!start) {
      this.mark.remove();
      return;
    }
    if (!this.mark.isConnected) {
      this.frame.handles.append(this.mark);
    }
    if (!this.held && !outdated) {
      this.at = place;
    }
    this.place();
    if (!outdated) {
      this.asked = false;
      if (this.held && this.at.some((value, axis) => value !== place[axis])) {
        this.tell(false);
      }
    }
  }

  place() {
    const [x, y] = this.at;
    const { box: [low, high] = [0, 0] } = this.start ?? {};
    set(this.mark, {
      transform: `translate(${this.frame.x(x)},${this.frame.y(y)})`,
      "aria-valuenow": x,
      "aria-valuemin": low,
      "aria-valuemax": high,
      "aria-valuetext": `(${formatNumber(x)}, ${formatNumber(y)})`,
    });
  }

  follow() {
    const { mark } = this;
    const isChosen = () => document.activeElement === mark;
    mark.addEventListener("touchstart", (event) => event.cancelable && isChosen() && event.preventDefault(), {
      passive: false,
    });
    mark.addEventListener("click", () => mark.focus({ preventScroll: true }));
    mark.addEventListener("dblclick", () => this.start && this.move(this.start.home, true));
    mark.addEventListener("pointerdown", (event) => {
      if (event.button === 0 && (event.pointerType !== "touch" || isChosen())) {
        event.preventDefault();
        mark.focus({ preventScroll: true });
        mark.setPointerCapture(event.pointerId);
        const { x, y } = this.frame.position(event);
        this.held = [this.at[0] - x, this.at[1] - y];
      }
    });
    mark.addEventListener("pointermove", (event) => {
      if (this.held) {
        const { x, y } = this.frame.position(event);
        this.move([x + this.held[0], y + this.held[1]], false);
      }
    });
    mark.addEventListener("lostpointercapture", () => {
      if (this.held) {
        this.held = null;
        this.move(this.at, true);
      }
    });
    mark.addEventListener("keydown", (event) => this.press(event));
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    /** @type {Record<string, Place>} */
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const way = ways[event.key];
    if (!this.start || (!way && event.key !== "Home")) {
      return;
    }
    event.preventDefault();
    const [left, right] = this.start.box;
    const by = ((right - left) / LEVELS) * (event.shiftKey ? FAR : 1);
    this.move(way ? [this.at[0] + way[0] * by, this.at[1] + way[1] * by] : this.start.home, true);
  }

  /** Move it at once, and let the paths follow. @param {Place} to @param {boolean} final whether it was let go */
  move([x, y], final) {
    if (this.start) {
      const [left, right, low, high] = this.start.box;
      this.at = [within(x, [left, right]), within(y, [low, high])];
      this.place();
      if (final || !this.asked) {
        this.tell(final);
      }
    }
  }

  /** @param {boolean} final */
  tell(final) {
    if (this.start) {
      const { path } = this.start;
      this.asked = true;
      this.onEdit({ setting: 0, path, text: this.at.join(",") }, final);
    }
  }
}
