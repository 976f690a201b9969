/** Marks on the x axis that the reader drags or moves by keys. */

import { set, svg } from "../../dom.mjs";
import { formatNumber } from "../format.mjs";

const REACH = 22; // to both sides and from the middle of the grip: what a finger hits
const GRIP = 7; // half its width
const STILL = 6; // how far a finger goes before it is seen where to

/**
 * @typedef {import("../types").Handle} Handle
 * @typedef {{mark: SVGGElement, handle: Handle, from: [left: number, top: number]|null, isCarried: boolean}} Mark  from:
 *   where a finger came down
 */

export class Handles {
  /** @param {import("./axes.mjs").Axes} axes @param {import("../drawers").OnEdit} onEdit */
  constructor(axes, onEdit) {
    this.axes = axes;
    this.onEdit = onEdit;
    /** @type {Map<string, Mark>} by path, so that focus and a drag survive the next drawing */
    this.marks = new Map();
  }

  /**
   * @param {Handle[]} handles
   * @param {boolean} outdated whether their places are older than what the reader did
   */
  draw(handles, outdated) {
    const kept = new Set();
    for (const handle of handles) {
      const key = JSON.stringify([handle.setting, handle.path]);
      kept.add(key);
      const found = this.marks.get(key);
      const item = found ?? this.make(key, handle);
      item.handle = outdated && found ? found.handle : handle;
    }
    for (const [key, item] of this.marks) {
      if (!kept.has(key)) {
        item.mark.remove();
        this.marks.delete(key);
      }
    }
    this.marks.forEach((item) => this.place(item));
  }

  /** @param {Mark} item */
  place({ mark, handle }) {
    const { edges, x } = this.axes;
    const place = x(handle.x);
    const others = [...this.marks.values()].filter((other) => other.mark !== mark);
    const gaps = others.map((other) => Math.abs(x(other.handle.x) - place));
    const reach = Math.max(GRIP, Math.min(REACH, ...gaps.map((gap) => gap / 2))); // no mark covers another
    const [stem, grip, touch] = mark.children;
    set(mark, {
      "aria-label": handle.label,
      "aria-valuenow": handle.x,
      "aria-valuemin": handle.low,
      "aria-valuemax": handle.high,
      "aria-valuetext": `${handle.label}：${formatNumber(handle.x, 6)}`,
    });
    set(stem, { x1: place, x2: place, y1: edges.top, y2: edges.bottom });
    set(grip, { d: `M${place},${edges.bottom}l-7,-8v-9h14v9z` });
    set(touch, { x: place - reach, y: edges.bottom - 9 - REACH, width: 2 * reach, height: 2 * REACH });
  }

  /** @param {string} key @param {Handle} handle */
  make(key, handle) {
    const mark = svg(
      "g",
      { class: "chart__handle", tabindex: 0, role: "slider", "aria-orientation": "horizontal" },
      svg("line", { "stroke-dasharray": FRAME.HANDLE_DASH.join(" ") }),
      svg("path"),
      svg("rect"),
    );
    /** @type {Mark} */
    const item = { mark, handle, from: null, isCarried: false };
    mark.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      mark.focus({ preventScroll: true });
      mark.setPointerCapture(event.pointerId);
      item.from = event.pointerType === "touch" ? [event.clientX, event.clientY] : null;
      item.isCarried = !item.from;
    });
    mark.addEventListener("pointermove", (event) => {
      if (mark.hasPointerCapture(event.pointerId)) {
        item.isCarried ||= item.from !== null && isAcross(item.from, event);
        if (item.isCarried) {
          this.move(item, this.axes.position(event).x, false);
        }
      }
    });
    mark.addEventListener("lostpointercapture", () => item.isCarried && this.move(item, item.handle.x, true));
    mark.addEventListener("keydown", (event) => {
      const to = target(event.key, item.handle);
      if (to !== undefined) {
        event.preventDefault();
        this.move(item, to, true);
      }
    });
    this.marks.set(key, item);
    this.axes.handles.append(mark);
    return item;
  }

  /** Move a mark at once, and let the rest follow. @param {Mark} item @param {number} to @param {boolean} final whether it was let go */
  move(item, to, final) {
    const { path, setting, x, low, high, step = 1 } = item.handle;
    const value = Math.max(low, Math.min(high, low + Math.round((to - low) / step) * step));
    if (value !== x || final) {
      item.handle = { ...item.handle, x: value };
      this.place(item);
      this.onEdit({ setting, path, text: String(value) }, final);
    }
  }
}

/** Whether a finger goes sideways, as marks do, and not up or down, as the page does. @param {[number, number]} from @param {PointerEvent} event */
function isAcross([left, top], { clientX, clientY }) {
  const [across, along] = [Math.abs(clientX - left), Math.abs(clientY - top)];
  return across > STILL && across > along;
}

/** Where a key moves a mark to. @param {string} key @param {Handle} handle @returns {number|undefined} */
function target(key, { x, low, high, step = 1 }) {
  const page = Math.max(step, Math.round((high - low) / 10 / step) * step);
  /** @type {Record<string, number>} */
  const targets = {
    ArrowRight: x + step,
    ArrowUp: x + step,
    ArrowLeft: x - step,
    ArrowDown: x - step,
    PageUp: x + page,
    PageDown: x - page,
    Home: low,
    End: high,
  };
  return targets[key];
}
