/**
 * A board: boxes, words and lines on a sheet of fixed width, moment by moment; what a picture of kind "board" shows.
 * Bars are boxes too, each part with its own hatching. It is drawn as the moving figures draw their diagrams, in units
 * of the figures, and grows and shrinks as a whole.
 *
 * @typedef {import("../types").BoardPicture} Picture
 */

import { adopt, html, set, svg } from "../dom.mjs";
import { rough } from "./geometry.mjs";
import look from "./board.css";

adopt(look);

const CORNER = 2.5; // of a box, as in plots/style.py
const SPACE = 7; // between the lines of a hatching
const TALLEST = 0.75; // height by width of a board that may stay in sight of the controls on a phone
const LEFT = 44; // the play button stands there
const RIGHT = 16;

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
      x: (/** @type {number} */ step) => LEFT + ((step - low) / Math.max(1, high - low)) * (this.width - LEFT - RIGHT),
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
    this.still.replaceChildren(...boxes.flatMap(drawnBox), ...lines.map(drawnLine), ...notes.map(drawnNote));
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

/** A box and its text. @param {import("../types").Box} box */
function drawnBox([x, y, width, height, text, look]) {
  const bar = look.startsWith("bar-");
  const [left, top] = [x - width / 2, y - height / 2];
  const corner = Math.min(bar ? 0 : CORNER, width / 2, height / 2);
  const d =
    `M${left + corner},${top}h${width - 2 * corner}q${corner},0 ${corner},${corner}v${height - 2 * corner}q0,${corner} ${-corner},${corner}` +
    `h${2 * corner - width}q${-corner},0 ${-corner},${-corner}v${2 * corner - height}q0,${-corner} ${corner},${-corner}z`;
  /** @type {SVGElement[]} */
  const parts = [
    svg("path", { class: bar ? `board__bar board__${look}` : `moving-figure__box moving-figure__box--${look}`, d }),
  ];
  if (bar) {
    parts.push(svg("path", { class: "board__hatch", d: hatching(Number(look.slice(4)), left, top, width, height) }));
  }
  if (text) {
    parts.push(
      svg(
        "text",
        { class: "moving-figure__text", x, y, "text-anchor": "middle", "dominant-baseline": "central" },
        text,
      ),
    );
  }
  return parts;
}

/**
 * Lines over a part of a bar, by its role: none, rising, falling, upright, level, crossed, dense.
 *
 * @param {number} role @param {number} left @param {number} top @param {number} width @param {number} height
 */
function hatching(role, left, top, width, height) {
  /** @type {string[]} */
  const parts = [];
  const slanted = (/** @type {boolean} */ rises, /** @type {number} */ space) => {
    for (let start = left - height + space; start < left + width; start += space) {
      // From the lower to the upper edge, cut at the sides.
      const from = Math.max(start, left);
      const to = Math.min(start + height, left + width);
      const [first, second] = [from - start, to - start].map((along) => (rises ? top + height - along : top + along));
      parts.push(`M${rough(from)},${rough(first)}L${rough(to)},${rough(second)}`);
    }
  };
  if (role === 2 || role === 6) {
    slanted(true, SPACE);
  }
  if (role === 3 || role === 6) {
    slanted(false, role === 3 ? 1.6 * SPACE : SPACE);
  }
  if (role === 4 || role === 7) {
    const space = role === 4 ? SPACE : SPACE / 2;
    for (let place = left + space; place < left + width; place += space) {
      parts.push(`M${rough(place)},${rough(top)}v${height}`);
    }
  }
  if (role === 5) {
    for (let place = top + SPACE / 1.5; place < top + height; place += SPACE / 1.5) {
      parts.push(`M${rough(left)},${rough(place)}h${rough(width)}`);
    }
  }
  return parts.join("");
}

/** @param {import("../types").Note} note */
function drawnNote({ x, y, text, anchor, size, look }) {
  return svg(
    "text",
    {
      class: `board__note${look ? ` board__note--${look}` : ""}`,
      x,
      y,
      "text-anchor": anchor,
      "dominant-baseline": "central",
      "font-size": size,
    },
    text,
  );
}

/** @param {Picture["lines"][number]} line */
function drawnLine([x, y, toX, toY, look]) {
  return svg("path", { class: `board__line board__line--${look}`, d: `M${x},${y}L${toX},${toY}` });
}
