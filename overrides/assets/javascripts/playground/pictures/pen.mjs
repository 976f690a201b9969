/** A curve that the reader draws: with the pointer, or value by value with the keys. */

import { set, svg } from "../../dom.mjs";
import { formatNumber } from "../format.mjs";

const LEVELS = 50; // keys move a value by one of so many

export class Pen {
  /** @param {import("./axes.mjs").Axes} axes @param {import("../drawers").OnEdit} onEdit */
  constructor(axes, onEdit) {
    this.axes = axes;
    this.onEdit = onEdit;
    this.index = 0;
    /** @type {import("../types").Curve|undefined} */
    this.curve = undefined;
    /** @type {number[]|null} */
    this.values = null;
    this.start = 0; // the step of the first value
    /** @type {[index: number, value: number]|null} where the line has come to */
    this.last = null;
    this.isDown = false;
    this.drawing = false;
    this.paper = svg("rect", { class: "chart__paper" });
    this.nib = svg("circle", {
      class: "chart__nib",
      r: 7,
      tabindex: 0,
      role: "slider",
      "aria-orientation": "vertical",
    });
    this.paper.addEventListener("pointerdown", (event) => {
      if (event.pointerType !== "touch" || this.isChosen) {
        this.paper.setPointerCapture(event.pointerId);
        this.isDown = true; // a finger is captured in any case
        this.last = null;
        this.stroke(event);
      }
    });
    // A finger scrolls the page until a tap has chosen the curve; a browser that scrolls sends no click.
    this.paper.addEventListener("touchstart", (event) => event.cancelable && this.isChosen && event.preventDefault(), {
      passive: false,
    });
    this.paper.addEventListener("click", () => this.nib.focus({ preventScroll: true }));
    this.paper.addEventListener("pointermove", (event) => {
      if (this.isDown) {
        event.getCoalescedEvents().forEach((each) => this.stroke(each));
      }
    });
    this.paper.addEventListener("lostpointercapture", () => {
      if (this.isDown) {
        this.isDown = false;
        this.send(true);
      }
    });
    this.nib.addEventListener("keydown", (event) => this.press(event));
  }

  get isChosen() {
    return document.activeElement === this.nib;
  }

  /**
   * @param {import("./lines.mjs").Picture} picture
   * @param {boolean} outdated whether it is older than what the reader drew
   */
  draw({ series, curve }, outdated) {
    this.curve = curve;
    if (!curve) {
      this.paper.remove();
      this.nib.remove();
      return;
    }
    const drawn = series[curve.series ?? 0];
    this.start = drawn.start ?? 0;
    if (!this.axes.svg.contains(this.nib)) {
      this.axes.handles.prepend(this.paper, this.nib);
    }
    if (!this.values || (!this.drawing && !outdated)) {
      this.values = [...(drawn.values ?? [])];
    }
    const { edges } = this.axes;
    set(this.paper, {
      x: edges.left,
      y: edges.top - 8,
      width: edges.right - edges.left,
      height: edges.bottom - edges.top + 8,
    });
    this.place();
  }

  place() {
    const { curve, values } = this;
    if (!curve || !values) {
      return;
    }
    this.index = Math.max(0, Math.min(values.length - 1, this.index));
    const value = values[this.index];
    const step = this.start + this.index;
    set(this.nib, {
      cx: this.axes.x(step),
      cy: this.axes.y(value),
      "aria-label": curve.label ?? "画出的曲线",
      "aria-valuenow": value,
      "aria-valuemin": curve.low,
      "aria-valuemax": curve.high,
      "aria-valuetext": `第 ${step} 步：${formatNumber(value)}`,
    });
  }

  /** Carry the line from where the pointer was to where it is. @param {PointerEvent} event */
  stroke(event) {
    const { curve, values } = this;
    if (!curve || !values) {
      return;
    }
    const { x, y } = this.axes.position(event);
    const to = Math.max(0, Math.min(values.length - 1, Math.round(x - this.start)));
    const value = rounded(curve, y);
    const [from, before] = this.last ?? [to, value];
    const span = Math.abs(to - from);
    for (let index = 0; index <= span; index++) {
      const share = span ? index / span : 1;
      values[from + Math.sign(to - from) * index] = rounded(curve, before + (value - before) * share);
    }
    this.last = [to, value];
    this.index = to;
    this.drawing = true;
    this.send(false);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const { curve, values } = this;
    if (!curve || !values) {
      return;
    }
    const level = ((curve.high - curve.low) / LEVELS) * (event.shiftKey ? 5 : 1);
    /** @type {Record<string, number>} */
    const places = { ArrowLeft: this.index - 1, ArrowRight: this.index + 1, Home: 0, End: values.length - 1 };
    /** @type {Record<string, number>} */
    const levels = { ArrowUp: level, ArrowDown: -level, PageUp: 5 * level, PageDown: -5 * level };
    if (event.key in places) {
      this.index = places[event.key];
      this.place();
    } else if (event.key in levels) {
      values[this.index] = rounded(curve, values[this.index] + levels[event.key]);
      this.place();
      this.send(true);
    } else {
      return;
    }
    event.preventDefault();
  }

  /** @param {boolean} final whether the pointer was lifted */
  send(final) {
    this.drawing = !final;
    if (this.curve && this.values) {
      const { path, setting } = this.curve;
      this.onEdit({ setting, path, text: this.values.join(",") }, final);
    }
  }
}

/** A value within a curve's limits, with as many decimals as it has. @param {import("../types").Curve} curve @param {number} value */
function rounded({ low, high, decimals = 3 }, value) {
  return Number(Math.max(low, Math.min(high, value)).toFixed(decimals));
}
