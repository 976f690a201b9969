/**
 * The data and the sum of trees so far, round by round, and what goes with it; what a picture of kind "ensemble" shows:
 * stairs over points, residuals with the next tree, the map of two classes, the gains of all thresholds. What is drawn
 * depends on what the rounds hold. Points are put, moved and deleted as in plane.mjs, where the picture has `edits`.
 *
 * Points: `labels` has a character for each, "0" for class 1 and "1" for class 0. In all rounds: `truth`, a dashed line, empty where the data follow no curve;
 * `level`, a line across; `start`, the round that is shown at first; `role`, of the colour of the stairs. In a round: its own
 * axis `y` and `title`; `stairs`; `stems`, how far each point is from 0; `boxes` with the level of their shade; `parts` that
 * the next tree tells apart; `wrong`, "1" for a point on the wrong side; `lines` of gains, null where a side would be too
 * light, with the chosen place, null where none gains.
 *
 * `classes`: how those that `labels` tell apart are written in an edit.
 *
 * @typedef {[left: number, bottom: number, right: number, top: number]} Part
 * @typedef {{
 *   words: string, title?: string, annotations?: import("../types").Annotation[], y?: import("../types").Axis,
 *   stairs?: [number[], number[]], stems?: number[],
 *   boxes?: [left: number, bottom: number, right: number, top: number, level: number][],
 *   parts?: Part[], wrong?: string,
 *   lines?: [depth: number, feature: number, places: number[], gains: (number|null)[], chosen: [number, number]|null][],
 * }} Moment
 * @typedef {import("../types").Charted & {
 *   kind: "ensemble", start: number, plane: import("../types").Plane,
 *   points: [number, number][], names: string[],
 *   moments: Moment[],
 *   glyphs?: import("../types").Glyph[], size: number, labels?: string,
 *   truth?: [places: number[], values: number[]]|[],
 *   level?: number, role?: number, byFeature?: boolean,
 *   edits?: {points: import("../types").Path, table?: import("../types").Path, classes?: string[]},
 * }} Picture
 * @typedef {import("./plane.mjs").Place} Place
 */

import { adopt, set, svg } from "../../dom.mjs";
import { table } from "./table.mjs";
import { formatNumber } from "../format.mjs";
import { plain, rough } from "./geometry.mjs";
import { Plane } from "./plane.mjs";
import look from "./ensemble.css";

adopt(look);

const ROOM = 4; // between the tools and the plot, at least
const NAME = 22; // height of the name of the axis, where it has no room beside the tools
const NARROW = 520; // width up to which that is so, or where the tools reach it
const DOT = 1.8; // radius
const MOST_ROLES = 4;
/** @type {Moment} before there is a round */
const NOTHING = { words: "" };

/** @extends {Plane<Picture>} */
export class Ensemble extends Plane {
  /** @param {HTMLElement} host @param {import("../drawers").Options} options */
  constructor(host, options) {
    super(host, options, "还没有树");
    this.glides = true;
    /** @type {Moment} what is shown, and what was before it moved on */
    this.now = NOTHING;
    this.left = NOTHING;
    this.level = svg("path", { class: "ensemble__level" });
    this.truth = svg("path", { class: "ensemble__truth" });
    this.stems = svg("path", { class: "ensemble__stems" });
    this.dots = svg("path", { class: "ensemble__dots" });
    this.gains = svg("g");
    this.stairs = svg("path");
    this.frame.plot.prepend(this.level, this.truth, this.stems, this.dots, this.gains);
    this.frame.plot.append(this.stairs);
  }

  /** @param {Picture|undefined} picture @param {import("../drawers").Look} look */
  draw(picture, look) {
    if (picture) {
      this.tools.root.hidden = !picture.edits;
      this.nib.mark.style.display = picture.edits ? "" : "none";
      this.frame.root.classList.toggle("points", !this.tools.root.hidden);
    }
    super.draw(picture, look);
  }

  layOut() {
    const { frame, picture, tools } = this;
    if (!picture) {
      return;
    }
    const { x, y } = picture.plane;
    const { title = y.label, annotations = [], y: own = y } = this.moment ?? NOTHING;
    const { choices, root } = tools;
    const end = (own.room + frame.yLabel.getComputedTextLength()) * frame.scale;
    const name = frame.pixels <= NARROW || end > root.offsetLeft + choices.offsetLeft ? NAME : 0;
    const above = root.hidden ? 0 : Math.max(0, (root.offsetHeight + ROOM) / frame.scale + name - FRAME.TOP);
    frame.layOut(x, { ...own, label: title }, { ...picture, label: "", above, right: this.right });
    frame.annotate([...(picture.annotations ?? []), ...annotations]);
  }

  /** The room at the right of the plot. */
  get right() {
    return FRAME.RIGHT;
  }

  /** @returns {Moment|undefined} what is shown */
  get moment() {
    return this.picture?.moments[this.index];
  }

  /** Show a round; the one at the start where the reader looks at none. @param {number|null} at @param {number} [share] of the way of stairs and stems */
  showCursor(at, share = 1) {
    this.at = at;
    const { picture, moment = NOTHING } = this;
    if (!picture || !this.frame.drawn) {
      return;
    }
    this.layOut();
    this.shownCenters = [];
    this.places = picture.points.map((place, point) => this.moved.get(`point ${point}`) ?? place);
    set(this.level, { d: this.acrossAt(picture.level) });
    set(this.truth, { d: this.line(picture.truth) });
    this.left = share === 0 ? this.now : this.left;
    this.now = share < 1 ? between(this.left, moment, share) : moment;
    set(this.stairs, {
      class: `ensemble__stairs chart__line--${picture.role ?? 1}`,
      d: this.steps(this.now.stairs),
    });
    this.drawStems(this.now.stems);
    this.drawGains(moment.lines ?? []);
    if (moment.stems) {
      this.marks.replaceChildren();
    } else {
      this.drawMarks(picture.labels);
    }
    this.drawRings("0".repeat(this.places.length), moment.wrong ?? "");
    this.showTools();
    if (picture.edits) {
      this.nib.place();
    }
    const words = this.describe(this.index);
    set(this.frame.drawing, { "aria-label": `${picture.label || plain(picture.plane.y.label)}。${words}` });
    if (words !== this.words || moment !== this.told) {
      [this.words, this.told] = [words, moment];
      const rows = rowsOf(moment).map((row) =>
        row.map((cell) => (typeof cell === "number" ? formatNumber(cell) : cell)),
      );
      this.data.replaceChildren(table("ensemble__table", words, rows));
    }
  }

  showTools() {
    const { next, back } = this.tools;
    const left = (this.picture?.moments.length ?? 1) - 1 - this.index;
    next.textContent = left > 0 ? "加一棵树" : "到头了";
    back.textContent = "去一棵";
    next.setAttribute("aria-disabled", String(left <= 0));
    back.setAttribute("aria-disabled", String(this.index === 0));
  }

  /** A line across, where it is seen. @param {number|undefined} level */
  acrossAt(level) {
    const { edges, y } = this.frame;
    const [low, high] = y.domain();
    const shown = level !== undefined && level >= low && level <= high;
    return shown ? `M${edges.left},${rough(y(level))}H${edges.right}` : "";
  }

  /** @param {Picture["truth"]} curve */
  line([places = [], values = []] = []) {
    return places.map((place, index) => (index ? "L" : "M") + this.start([place, values[index]]).slice(1)).join("");
  }

  /** Stairs: a value holds from its place to the next. @param {[number[], number[]]|undefined} curve */
  steps([places, values] = [[], []]) {
    const { x, y } = this.frame;
    return places
      .map((place, index) =>
        index ? `H${rough(x(place))}V${rough(y(values[index]))}` : this.start([place, values[0]]),
      )
      .join("");
  }

  /** How far each point is from 0. @param {number[]} [stems] */
  drawStems(stems = []) {
    const { x, y } = this.frame;
    /** @type {Place[]} */
    const ends = stems.map((value, index) => [x(this.places[index][0]), y(value)]);
    set(this.stems, { d: ends.map(([left, end]) => `M${rough(left)},${rough(y(0))}V${rough(end)}`).join("") });
    set(this.dots, {
      d: ends
        .map(
          ([left, end]) =>
            `M${rough(left - DOT)},${rough(end)}a${DOT},${DOT} 0 1,0 ${2 * DOT},0a${DOT},${DOT} 0 1,0 ${-2 * DOT},0`,
        )
        .join(""),
    });
  }

  /** @param {NonNullable<Moment["lines"]>} lines */
  drawGains(lines) {
    const parts = lines.flatMap(([depth, feature, places, gains, chosen]) => {
      const role = Math.min(MOST_ROLES, 1 + (this.picture?.byFeature ? feature : depth));
      let open = false;
      const d = places.map((place, index) => {
        const gain = gains[index];
        const move =
          gain === null
            ? ""
            : `${open ? "L" : "M"}${this.start([place, Math.max(0, gain)]).slice(1)}${open ? "" : "h0"}`;
        open = gain !== null;
        return move;
      });
      /** @type {SVGElement[]} */
      const found = [
        svg("path", {
          class: `chart__line chart__line--${role}`,
          "stroke-dasharray": FRAME.DASHES[role - 1].join(" ") || null,
          d: d.join(""),
        }),
      ];
      if (chosen) {
        const [left, top] = [this.frame.x(chosen[0]), this.frame.y(chosen[1])];
        found.push(
          svg("path", { class: "ensemble__cut", d: `M${rough(left)},${this.frame.edges.bottom}V${rough(top)}` }),
        );
        found.push(svg("circle", { class: "ensemble__chosen", cx: rough(left), cy: rough(top), r: 5 }));
      }
      return found;
    });
    this.gains.replaceChildren(...parts);
  }

  /** The data as rows of a table: the points, and below them what the round adds. @returns {string[][]} */
  table() {
    const { moment = NOTHING, picture } = this;
    if (!picture) {
      return [];
    }
    const { points, plane } = picture;
    const places = points.map(([x, y], index) => [x, moment.stems?.[index] ?? y]);
    return [[plane.x.label, plane.y.label].map(plain), ...places, [], ...rowsOf(moment)].map((row) => row.map(String));
  }
}

/** What moves on the way from one round to the next: residuals, or the sum of trees. @param {Moment} start @param {Moment} end @param {number} share @returns {Moment} */
function between(start, end, share) {
  const mixed = (/** @type {number} */ one, /** @type {number} */ other) => one + (other - one) * share;
  if (start.stems && end.stems) {
    const { stems } = start;
    return { ...end, stems: end.stems.map((value, index) => mixed(stems[index] ?? value, value)) };
  }
  if (start.stairs && end.stairs) {
    const [one, other] = [start.stairs, end.stairs];
    const places = [...new Set([...one[0], ...other[0]])].sort((left, right) => left - right);
    return { ...end, stairs: [places, places.map((place) => mixed(heightAt(one, place), heightAt(other, place)))] };
  }
  return end;
}

/** @param {NonNullable<Moment["stairs"]>} stairs @param {number} place */
function heightAt([places, values], place) {
  const after = places.findIndex((each) => each > place);
  return values[(after < 0 ? places.length : Math.max(1, after)) - 1];
}

/** What a round adds to the points, below the names of its columns. @param {Moment} moment @returns {(string|number)[][]} */
function rowsOf({ stairs, lines, boxes }) {
  if (lines) {
    return [
      ["层", "特征", "切在", "增益"],
      ...lines.flatMap(([depth, feature, , , chosen]) => (chosen ? [[depth, feature + 1, ...chosen]] : [])),
    ];
  }
  if (boxes) {
    return [["左", "下", "右", "上", "一档"], ...boxes];
  }
  return [
    ["从", "到", "高"],
    ...(stairs ? stairs[0].slice(1).map((end, index) => [stairs[0][index], end, stairs[1][index]]) : []),
  ];
}
