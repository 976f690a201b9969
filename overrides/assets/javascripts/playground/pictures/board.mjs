/**
 * A board: boxes, words and lines on a sheet of fixed width, moment by moment; what a picture of kind "board" shows.
 * It is drawn in units of the figures, and grows and shrinks as a whole. How things look is told in
 * plots/pictures/looks.py; the rules are made from that, in palette.css.
 *
 * A box lies round its centre. `moves` are, for each moment, the boxes that are on their way while one comes to it from the
 * one before: from where and to where. `areas` are told of where one points, the last that holds the place; one of a moment leads
 * to it. `columns` are where the first and the last moment stand, if the step slider is to follow them; `cures` what would
 * put right what is shown, as buttons. `bars` are the sizes behind boxes that are bars: drawn nowhere, for whoever asks what is
 * shown.
 *
 * @typedef {[x: number, y: number, width: number, height: number, text: string, look: string]} Box
 * @typedef {[x: number, y: number, toX: number, toY: number, width: number, height: number, text: string, look: string]} Move
 * @typedef {[x: number, y: number, width: number, height: number, words: string, moment?: number]} Area
 * @typedef {{x: number, y: number, text: string, anchor: string, size: number, look: string}} Note
 * @typedef {import("../types").Common & {
 *   kind: "board",
 *   width: number, height: number,
 *   boxes: Box[],
 *   notes: Note[],
 *   lines: [x: number, y: number, toX: number, toY: number, look: string][],
 *   moments: {words: string, boxes: Box[]}[],
 *   moves: Move[][],
 *   rest: number,
 *   table: string[][],
 *   areas?: Area[],
 *   columns?: [first: number, last: number],
 *   cures?: [words: string, gives: string, query: string][],
 *   bars?: {label: string, place: string, parts: [string, number][], limit: number}[],
 * }} Picture
 */

import { adopt, html, set, svg } from "../../dom.mjs";
import look from "./board.css";
import { Tip } from "./tip.mjs";

adopt(look);

const TALLEST = 0.75; // height by width of a board that may stay in sight of the controls on a phone
const NARROW = 4; // half the width within which a narrow area is still hit
const ASIDE = 16; // of the step slider, on both sides
/** @type {Move[]} */
const NOTHING = [];
const RISE = `${FRAME.RISE}em`; // from the middle of a line to its foot

export class Board {
  /** @param {HTMLElement} host @param {import("../drawers").Options} options */
  constructor(host, options) {
    this.host = host;
    this.options = options;
    this.still = svg("g");
    this.moving = svg("g");
    this.gliding = svg("g");
    this.ring = svg("rect", { class: "board__box--ring", visibility: "hidden" });
    this.svg = svg("svg", { class: "chart__svg board", role: "img" }, this.still, this.moving, this.gliding, this.ring);
    this.root = html("div", { class: "chart" }, this.svg);
    this.tip = new Tip(this.root, { spoken: true });
    this.cures = html("div", { class: "board__cures", role: "group", "aria-label": "怎样才放得下" });
    host.append(this.root, this.cures);
    /** @type {number|null} the area that is told of */
    this.told = null;
    /** @type {Picture|undefined} */
    this.picture = undefined;
    /** @type {number|null} */
    this.shown = null;
    this.moves = NOTHING; // on their way to what is shown
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
    this.listening = new AbortController();
    this.follow();
  }

  /** Where the step slider stands. */
  get axes() {
    const { columns, width = 1, x: { low, high } = { low: 0, high: 0 } } = this.picture ?? {};
    const [first, last] = columns?.map((place) => (place / width) * this.width) ?? [ASIDE, this.width - ASIDE];
    return {
      x: (/** @type {number} */ step) => first + ((step - low) / Math.max(1, high - low)) * (last - first),
    };
  }

  /** @param {Picture|undefined} picture */
  draw(picture) {
    if (!picture) {
      return;
    }
    this.picture = picture;
    const { width, height, boxes, notes, lines, areas = [] } = picture;
    set(this.svg, { viewBox: `0 0 ${width} ${height}`, tabindex: areas.length ? 0 : null });
    this.svg.style.setProperty("--ratio", String(width / height));
    this.root.classList.toggle("board--tall", height > TALLEST * width);
    this.still.replaceChildren(...boxes.flatMap(drawnBox), ...drawnLines(lines), ...notes.map(drawnNote));
    this.shown = null;
    this.tell(null);
    this.offer(picture.cures ?? []);
    this.showCursor(this.at);
  }

  /** Offer what would put things right; the focus stays here. @param {[string, string, string][]} cures */
  offer(cures) {
    const had = this.cures.contains(document.activeElement);
    const buttons = cures.map(([words, gives, query]) =>
      html("button", { type: "button", class: "board__cure", "data-query": query }, html("b", {}, words), gives),
    );
    this.cures.replaceChildren(...buttons);
    if (had) {
      (buttons[0] ?? this.svg).focus({ preventScroll: true });
    }
  }

  /** Whether anything is ever on its way. */
  get glides() {
    return (this.picture?.moves ?? []).some((moves) => moves.length > 0);
  }

  /** Show a moment; the one at rest where the reader looks at none. @param {number|null} at @param {number} [share] of the way of what moves */
  showCursor(at, share = 1) {
    this.at = at;
    if (!this.picture) {
      return;
    }
    const { moments, moves, rest, label } = this.picture;
    const index = Math.max(0, Math.min(moments.length - 1, Math.round(at ?? rest)));
    const before = this.moves;
    if (share === 1 || index !== this.shown) {
      this.moves = share < 1 && index - 1 === this.shown ? moves[index] : NOTHING;
    }
    if (index !== this.shown || this.moves !== before) {
      this.shown = index;
      set(this.svg, { "aria-label": `${label}。${moments[index].words}` });
      const { boxes } = moments[index];
      const drawn = this.moves.length ? beforeArrival(boxes, moments[index - 1].boxes, this.moves) : boxes;
      this.moving.replaceChildren(...drawn.flatMap(drawnBox));
    }
    this.gliding.replaceChildren(...this.moves.flatMap((move) => drawnBox(onTheWay(move, share))));
  }

  /** Pointer, finger and keys are told what an area is; a press goes to its moment, or does what a button says. */
  follow() {
    const { signal } = this.listening;
    const onSvg = (
      /** @type {"pointermove"|"pointerleave"|"click"|"keydown"|"blur"} */ type,
      /** @type {(event: any) => void} */ act,
    ) => this.svg.addEventListener(type, act, { signal });
    onSvg("pointermove", (event) => event.pointerType === "mouse" && this.tell(this.under(event)));
    onSvg("pointerleave", (event) => event.pointerType === "mouse" && this.tell(null));
    onSvg("blur", () => this.tell(null));
    onSvg("keydown", (event) => this.press(event));
    onSvg("click", (event) => {
      this.tell(this.under(event));
      this.go();
    });
    this.cures.addEventListener(
      "click",
      ({ target }) => {
        const { query } =
          /** @type {HTMLElement|null} */ (/** @type {Element} */ (target).closest("button"))?.dataset ?? {};
        if (query !== undefined) {
          this.options.onEdit({ setting: 0, op: "write", text: query }, true);
        }
      },
      { signal },
    );
  }

  /** Arrows go from area to area, Enter to the moment of one. @param {KeyboardEvent} event */
  press(event) {
    const last = (this.picture?.areas ?? []).length - 1;
    const next = { ArrowRight: (this.told ?? -1) + 1, ArrowLeft: (this.told ?? last + 1) - 1, Home: 0, End: last }[
      event.key
    ];
    if (next !== undefined && last >= 0) {
      event.preventDefault();
      this.tell(Math.max(0, Math.min(last, next)));
    } else if (event.key === "Escape") {
      this.tell(null);
    } else if (event.key === "Enter") {
      this.go();
    }
  }

  /** Go to the moment of the area that is told of, if it has one. */
  go() {
    const moment = this.told === null ? undefined : this.picture?.areas?.[this.told][5];
    if (moment !== undefined) {
      this.options.onPick(moment);
    }
  }

  /** The area under the pointer, the last of those that hold it; null where none does. @param {MouseEvent} event */
  under({ clientX, clientY }) {
    const { areas = [], width = 1 } = this.picture ?? {};
    const box = this.svg.getBoundingClientRect();
    const scale = width / box.width;
    const [x, y] = [(clientX - box.left) * scale, (clientY - box.top) * scale];
    const found = areas.findLastIndex(
      ([middle, centre, wide, high]) =>
        Math.abs(x - middle) <= Math.max(wide / 2, NARROW) && Math.abs(y - centre) <= high / 2,
    );
    return found < 0 ? null : found;
  }

  /** Ring an area and say what it is; null: none. @param {number|null} at */
  tell(at) {
    this.told = at;
    const area = at === null ? undefined : this.picture?.areas?.[at];
    set(this.ring, { visibility: area ? null : "hidden" });
    if (!area) {
      this.tip.hide();
      return;
    }
    const [x, y, width, height, words] = area;
    const scale = this.svg.clientWidth / (this.picture?.width ?? 1);
    const [left, right, top, bottom] = [x - width / 2, x + width / 2, y - height / 2, y + height / 2];
    set(this.ring, { x: left, y: top, width, height });
    this.tip.show(words, { left: left * scale, right: right * scale, top: top * scale, bottom: bottom * scale });
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
    this.listening.abort();
    this.root.remove();
    this.cures.remove();
  }
}

/** The boxes of a moment, but what something is on its way to as it was before. @param {Box[]} boxes @param {Box[]} before @param {Move[]} moves */
function beforeArrival(boxes, before, moves) {
  const goals = new Set(moves.map(([, , x, y]) => `${x},${y}`));
  return boxes.map((box) => {
    const [x, y] = box;
    return goals.has(`${x},${y}`) ? (before.find((each) => each[0] === x && each[1] === y) ?? box) : box;
  });
}

/** Where a box is after a share of its way. @param {Move} move @param {number} share @returns {Box} */
function onTheWay([x, y, toX, toY, width, height, text, look], share) {
  return [x + (toX - x) * share, y + (toY - y) * share, width, height, text, look];
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
