/** Marks on the x axis that the reader drags or moves by keys. */

import { set, svg } from "../dom.mjs";
import { formatNumber } from "../format.mjs";

const HALF_WIDTH = 14; // of what can be touched
const STILL = 6; // how far a finger goes before it is seen where to

export class Handles {
  /** @param {import("./axes.mjs").Axes} axes @param {(edit: object, final: boolean) => void} onEdit */
  constructor(axes, onEdit) {
    this.axes = axes;
    this.onEdit = onEdit;
    /** @type {Map<string, SVGElement>} by path, so that focus and a drag survive the next drawing */
    this.marks = new Map();
  }

  /**
   * @param {{path: (string|number)[], setting: number, x: number, low: number, high: number, step?: number, label: string}[]} handles
   * @param {boolean} outdated whether their places are older than what the reader did
   */
  draw(handles, outdated) {
    const kept = new Set();
    for (const handle of handles) {
      const key = JSON.stringify([handle.setting, handle.path]);
      kept.add(key);
      const mark = this.marks.get(key) ?? this.make(key);
      mark.handle = outdated && mark.handle ? mark.handle : handle;
      this.place(mark);
    }
    for (const [key, mark] of this.marks) {
      if (!kept.has(key)) {
        mark.remove();
        this.marks.delete(key);
      }
    }
  }

  place(mark) {
    const { edges, x } = this.axes;
    const { handle } = mark;
    const place = x(handle.x);
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
    set(touch, { x: place - HALF_WIDTH, y: edges.bottom - 26, width: 2 * HALF_WIDTH, height: 34 });
  }

  make(key) {
    const mark = svg(
      "g",
      { class: "chart__handle", tabindex: 0, role: "slider", "aria-orientation": "horizontal" },
      svg("line"),
      svg("path"),
      svg("rect"),
    );
    mark.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      mark.focus({ preventScroll: true });
      mark.setPointerCapture(event.pointerId);
      mark.from = event.pointerType === "touch" ? [event.clientX, event.clientY] : null;
      mark.isCarried = !mark.from;
    });
    mark.addEventListener("pointermove", (event) => {
      if (mark.hasPointerCapture(event.pointerId)) {
        mark.isCarried ||= isAcross(mark.from, event);
        if (mark.isCarried) {
          this.move(mark, this.axes.position(event).x, false);
        }
      }
    });
    mark.addEventListener("lostpointercapture", () => mark.isCarried && this.move(mark, mark.handle.x, true));
    mark.addEventListener("keydown", (event) => {
      const to = target(event.key, mark.handle);
      if (to !== undefined) {
        event.preventDefault();
        this.move(mark, to, true);
      }
    });
    this.marks.set(key, mark);
    this.axes.handles.append(mark);
    return mark;
  }

  /** Move a mark at once, and let the rest follow. @param {boolean} final whether it was let go */
  move(mark, to, final) {
    const { path, setting, x, low, high, step = 1 } = mark.handle;
    const value = Math.max(low, Math.min(high, low + Math.round((to - low) / step) * step));
    if (value !== x || final) {
      mark.handle = { ...mark.handle, x: value };
      this.place(mark);
      this.onEdit({ setting, path, text: String(value) }, final);
    }
  }
}

/** Whether a finger goes sideways, as marks do, and not up or down, as the page does. */
function isAcross([left, top], { clientX, clientY }) {
  const [across, along] = [Math.abs(clientX - left), Math.abs(clientY - top)];
  return across > STILL && across > along;
}

function target(key, { x, low, high, step = 1 }) {
  const page = Math.max(step, Math.round((high - low) / 10 / step) * step);
  return {
    ArrowRight: x + step,
    ArrowUp: x + step,
    ArrowLeft: x - step,
    ArrowDown: x - step,
    PageUp: x + page,
    PageDown: x - page,
    Home: low,
    End: high,
  }[key];
}
