/**
 * A board: boxes, words and lines on a sheet of fixed width, moment by moment; what a picture of kind "board" shows.
 * It is drawn in units of the figures, and grows and shrinks as a whole. How things look is told in
 * plots/pictures/looks.py; the rules are made from that, in palette.css.
 *
 * A box lies round its centre. `bars` are the sizes behind boxes that are bars: drawn nowhere, for whoever asks what is
 * shown.
 *
 * @typedef {[x: number, y: number, width: number, height: number, text: string, look: string]} Box
 * @typedef {{x: number, y: number, text: string, anchor: string, size: number, look: string}} Note
 * @typedef {import("../types").Common & {
 *   kind: "board",
 *   width: number, height: number,
 *   boxes: Box[],
 *   notes: Note[],
 *   lines: [x: number, y: number, toX: number, toY: number, look: string][],
 *   moments: {words: string, boxes: Box[]}[],
 *   rest: number,
 *   table: string[][],
 *   bars?: {label: string, place: string, parts: [string, number][], limit: number}[],
 * }} Picture
 */

import { html, set, svg } from "../../dom.mjs";

const TALLEST = 0.75; // height by width of a board that may stay in sight of the controls on a phone
const ASIDE = 16; // of the step slider, on both sides
const RISE = `${FRAME.RISE}em`; // from the middle of a line to its foot

export class Board {
  /** @param {HTMLElement} host @param {import("../drawers").Options} options */
  constructor(host, options) {
    this.host = host;
    this.options = options;
    this.still = svg("g");
    this.moving = svg("g");
    this.svg = svg("svg", { class: "chart__svg board", role: "img" }, this.still, this.moving);
    this.root = html("div", { class: "chart" }, this.svg);
    host.append(this.root);
    /** @type {Picture|undefined} */
    this.picture = undefined;
    /** @type {number|null} */
    this.shown = null;
    /** @type {number|null} */
    this.at = null;
    this.width = host.clientWidth;
    this.observer = new ResizeObserver(([entry]) => {
      const width = Math.round(entry.contentRect.width);
      if (width > 0 && width !== this.width) {
        this.width = width;
        this.options.onLayout();
      }
    });
    this.observer.observe(host);
  }

  /** Where the step slider stands. */
  get axes() {
    const { low, high } = this.picture?.x ?? { low: 0, high: 0 };
    return {
      x: (/** @type {number} */ step) => ASIDE + ((step - low) / Math.max(1, high - low)) * (this.width - 2 * ASIDE),
    };
  }

  /** @param {Picture|undefined} picture */
  draw(picture) {
    if (!picture) {
      return;
    }
    this.picture = picture;
    const { width, height, boxes, notes, lines } = picture;
    set(this.svg, { viewBox: `0 0 ${width} ${height}` });
    this.root.classList.toggle("board--tall", height > TALLEST * width);
    this.still.replaceChildren(...boxes.flatMap(drawnBox), ...drawnLines(lines), ...notes.map(drawnNote));
    this.shown = null;
    this.showCursor(this.at);
  }

  /** Show a moment; the one at rest where the reader looks at none. @param {number|null} at */
  showCursor(at) {
    this.at = at;
    if (!this.picture) {
      return;
    }
    const { moments, rest, label } = this.picture;
    const index = Math.max(0, Math.min(moments.length - 1, Math.round(at ?? rest)));
    if (index !== this.shown) {
      this.shown = index;
      set(this.svg, { "aria-label": `${label}。${moments[index].words}` });
      this.moving.replaceChildren(...moments[index].boxes.flatMap(drawnBox));
    }
  }

  /** What the moment says, for those who hear it. @param {number} at */
  describe(at) {
    const moments = this.picture?.moments ?? [];
    return moments[Math.max(0, Math.min(moments.length - 1, Math.round(at)))]?.words ?? "";
  }

  /** The data as rows of a table. */
  table() {
    return this.picture?.table ?? [];
  }

  remove() {
    this.observer.disconnect();
    this.root.remove();
  }
}

/** A box and its text. @param {Box} box */
function drawnBox([x, y, width, height, text, look]) {
  const box = svg("rect", { class: `board__box--${look}`, x: x - width / 2, y: y - height / 2, width, height });
  return text ? [box, svg("text", { class: "board__text", x, y, dy: RISE, "text-anchor": "middle" }, text)] : [box];
}

/** All lines of a look, by look: a hatching has hundreds. @param {Picture["lines"]} lines */
function drawnLines(lines) {
  return [...new Set(lines.map(([, , , , look]) => look))].map((look) => {
    const its = lines.filter((line) => line[4] === look);
    return svg("path", {
      class: `board__line--${look}`,
      d: its.map(([x, y, toX, toY]) => `M${x},${y}L${toX},${toY}`).join(""),
    });
  });
}

/** @param {Note} note */
function drawnNote({ x, y, text, anchor, size, look }) {
  return svg(
    "text",
    { class: `board__text board__text--${look}`, x, y, dy: RISE, "text-anchor": anchor, "font-size": size },
    text,
  );
}
