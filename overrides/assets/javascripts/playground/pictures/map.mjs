/**
 * Two classes of points over the probability that a sum of trees gives, round by round, with a scale of its bands; what a
 * picture of kind "map" shows. Beside the points and moments of ensemble.mjs it has the `levels` between the `bands`.
 *
 * @typedef {import("./ensemble.mjs").Moment} Moment
 * @typedef {import("./ensemble.mjs").Part} Part
 * @typedef {Omit<import("./ensemble.mjs").Picture, "kind"|"glyphs"> & {
 *   kind: "map", glyphs: import("../types").Glyph[], levels: number[], bands: [role: number, opacity: number][],
 * }} Picture
 */

import { adopt, fill, set, svg } from "../../dom.mjs";
import { formatNumber } from "../format.mjs";
import { Ensemble } from "./ensemble.mjs";
import { rough } from "./geometry.mjs";
import look from "./map.css";

adopt(look);

const SCALE = 56; // room at the right for the scale of the bands
const BAND = 12; // width of the scale
const AWAY = 14; // from the plot

export class ClassMap extends Ensemble {
  /** @param {HTMLElement} host @param {import("../drawers").Options} options */
  constructor(host, options) {
    super(host, options);
    this.shades = svg("g");
    this.parts = svg("path", { class: "map__parts" });
    this.scale = svg("g");
    this.scaled = ""; // how the scale is laid out
    this.frame.plot.prepend(this.shades);
    this.frame.plot.append(this.parts, this.scale);
  }

  get right() {
    return SCALE;
  }

  /** @returns {Picture|undefined} what is shown */
  get map() {
    return /** @type {any} */ (this.picture);
  }

  /** @param {any} picture @param {import("../drawers").Look} look */
  draw(picture, look) {
    if (picture) {
      this.tools.offer(picture.edits ? picture.glyphs.map((/** @type {string[]} */ [, name]) => name) : []);
    }
    super.draw(picture, look);
  }

  /** @param {number|null} at */
  showCursor(at) {
    super.showCursor(at);
    if (this.map && this.frame.drawn) {
      const { boxes = [], parts = [] } = this.moment ?? {};
      this.drawShades(boxes, this.map);
      set(this.parts, { d: parts.map((part) => this.inside(part)).join("") });
      this.drawScale(this.map);
    }
  }

  /** @param {NonNullable<Moment["boxes"]>} boxes @param {Picture} picture */
  drawShades(boxes, { bands }) {
    fill(this.shades, boxes.length, () => svg("path"));
    boxes.forEach(([left, bottom, right, top, level], index) => {
      const [role, opacity] = bands[level];
      set(this.shades.children[index], {
        class: `map__shade map__shade--${role}`,
        opacity,
        d: this.outline([left, bottom, right, top]),
      });
    });
  }

  /** What the bands mean: each at its place between 0 and 1. @param {Picture} picture */
  drawScale({ levels, bands, glyphs }) {
    const { right, top, bottom } = this.frame.edges;
    const key = String([right, top, bottom]);
    if (key === this.scaled) {
      return;
    }
    this.scaled = key;
    const up = (/** @type {number} */ value) => bottom + (top - bottom) * value;
    const left = right + AWAY;
    const ends = [0, ...levels, 1];
    this.scale.replaceChildren(
      ...bands.map(([role, opacity], index) =>
        svg("path", {
          class: `map__shade map__shade--${role}`,
          opacity,
          d: `M${left},${rough(up(ends[index]))}h${BAND}V${rough(up(ends[index + 1]))}h${-BAND}Z`,
        }),
      ),
      ...ends.map((value) =>
        svg("text", { x: left + BAND + 4, y: up(value), dy: `${FRAME.RISE}em` }, formatNumber(value)),
      ),
      svg("text", { x: right + SCALE, y: bottom + 18, "text-anchor": "end" }, `${glyphs[0][1]}的概率`),
    );
  }

  /** @param {Part} part */
  outline([left, bottom, right, top]) {
    const { x, y } = this.frame;
    return `M${rough(x(left))},${rough(y(bottom))}H${rough(x(right))}V${rough(y(top))}H${rough(x(left))}Z`;
  }

  /** The sides of a part that another part has, too: all is round all of them. @param {Part} part */
  inside([left, bottom, right, top]) {
    const { x, y } = this.frame;
    const { first = -Infinity } = this.picture?.plane.x ?? {};
    const { first: lowest = -Infinity } = this.picture?.plane.y ?? {};
    const upright = left > first ? `M${rough(x(left))},${rough(y(bottom))}V${rough(y(top))}` : "";
    return upright + (bottom > lowest ? `M${rough(x(left))},${rough(y(bottom))}H${rough(x(right))}` : "");
  }
}
