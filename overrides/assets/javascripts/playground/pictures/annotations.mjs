/**
 * What a picture says beside its data, as plots/hands/annotations.py draws it.
 *
 * @typedef {import("../types").Annotation} Annotation
 * @typedef {import("./axes.mjs").Axes} Axes
 * @typedef {[x: number, y: number]} Place
 * @typedef {[under: SVGElement[], over: SVGElement[]]} Layers
 * @typedef {{anchor?: string, role?: number, size?: number}} Look
 */

/** @template {Annotation["kind"]} K @typedef {Extract<Annotation, {kind: K}>} Kind */

import { svg } from "../../dom.mjs";
import { dashes, plain, short } from "./geometry.mjs";

const MIDDLE = FRAME.RISE * FRAME.TEXT; // from the foot of a line of words to its middle

/** Draw annotations on a frame, in place of those before. @param {Axes} frame @param {Annotation[]} annotations */
export function drawAnnotations(frame, annotations) {
  const shown = annotations.filter(({ wide }) => !wide || frame.width >= FRAME.WIDTH);
  const layers = shown.map((one) => drawn(one, frame));
  frame.under.replaceChildren(...layers.flatMap(([under]) => under));
  frame.over.replaceChildren(...layers.flatMap(([, over]) => over));
}

/** What lies below the data, and what above them. @param {Annotation} one @param {Axes} frame @returns {Layers} */
function drawn(one, frame) {
  switch (one.kind) {
    case "level":
      return level(one, frame);
    case "moment":
      return moment(one, frame);
    case "span":
      return span(one, frame);
    case "note":
      return note(one, frame);
    case "arrow":
      return [[], arrow(placed(one.start, frame), placed(one.end, frame), one)];
    case "ring":
      return [[], one.places.map((place) => ring(placed(place, frame)))];
    case "shade":
      return [[shade(one, frame)], []];
  }
}

/** @param {Kind<"level">} one @param {Axes} frame @returns {Layers} */
function level({ y, text, at, below }, { edges: { left, right }, y: upwards }) {
  const place = upwards(y);
  const foot = below ? place + FRAME.AWAY + 2 * MIDDLE : place - FRAME.AWAY;
  const name = at === "left" ? words(text, left, foot) : words(text, right, foot, { anchor: "end" });
  return [[line(left, place, right, place, FRAME.LEVEL_DASH)], name];
}

/** Its words stand on the side with room. @param {Kind<"moment">} one @param {Axes} frame @returns {Layers} */
function moment({ x, text, top, row }, { edges, x: across, y: upwards }) {
  const [place, end] = [across(x), top === null ? edges.top : upwards(top)];
  const late = place > edges.left + FRAME.LATE * (edges.right - edges.left);
  const [away, anchor] = late ? [-FRAME.AWAY, "end"] : [FRAME.AWAY, "start"];
  const name = words(text, place + away, end + MIDDLE + row * FRAME.NAME, { anchor });
  return [[line(place, edges.bottom, place, end, FRAME.MOMENT_DASH)], name];
}

/** @param {Kind<"span">} one @param {Axes} frame @returns {Layers} */
function span({ start, end, y, text, at }, { x: across, y: upwards }) {
  const [from, to, place] = [across(start), across(end), short(upwards(y))];
  const bar = `m0,${-FRAME.BAR}v${2 * FRAME.BAR}`;
  const measure = path("chart__span", `M${short(from)},${place}H${short(to)}${bar}M${short(from)},${place}${bar}`);
  const over = Number(place) - FRAME.AWAY;
  if (at === "end") {
    return [[], [measure, ...words(text, to + FRAME.AWAY, Number(place) + MIDDLE)]];
  }
  const name = at === "start" ? words(text, from, over) : words(text, (from + to) / 2, over, { anchor: "middle" });
  return [[], [measure, ...name]];
}

/** The middle of its lines is as high as its place. @param {Kind<"note">} one @param {Axes} frame @returns {Layers} */
function note({ x, y, text, dx, dy, anchor, role, size }, { x: across, y: upwards }) {
  const rows = text.split("\n").length - 1;
  const foot = upwards(y) - dy + (FRAME.RISE - (FRAME.LEADING * rows) / 2) * size;
  return [[], words(text, across(x) + dx, foot, { anchor, role, size })];
}

/** @param {Place} place */
function ring([left, top]) {
  return svg("circle", { class: "chart__ring", cx: left, cy: top, r: FRAME.RING / 2 });
}

/** @param {Kind<"shade">} one @param {Axes} frame */
function shade({ start, end }, { edges: { top, bottom }, x }) {
  return svg("rect", { class: "chart__shade", x: x(start), y: top, width: x(end) - x(start), height: bottom - top });
}

/** Where a place lies. @param {Place} place @param {Axes} frame @returns {Place} */
function placed([x, y], frame) {
  return [frame.x(x), frame.y(y)];
}

/** @param {number} x1 @param {number} y1 @param {number} x2 @param {number} y2 @param {number[]} dash */
function line(x1, y1, x2, y2, dash) {
  return svg("line", {
    x1,
    y1,
    x2,
    y2,
    "stroke-width": FRAME.AUXILIARY,
    "stroke-dasharray": dashes(dash, FRAME.AUXILIARY),
  });
}

/** @param {string} name @param {string} d */
function path(name, d) {
  return svg("path", { class: name, "stroke-width": FRAME.AUXILIARY, d });
}

/**
 * Lines of words, the foot of the first at a place.
 *
 * @param {string} text @param {number} x @param {number} y @param {Look} [look]
 */
function words(text, x, y, { anchor = "start", role = 0, size = FRAME.TEXT } = {}) {
  const attributes = { class: `chart__words chart__name--${role}`, "text-anchor": anchor, "font-size": size };
  const lines = text ? text.split("\n") : [];
  return lines.map((one, row) => {
    const place = { x: short(x), y: short(y + row * FRAME.LEADING * size) };
    return svg("text", { ...attributes, ...place }, ...lettered(one));
  });
}

/** Words with those between dollars in italics. @param {string} text */
export function lettered(text) {
  return text
    .split("$")
    .map((part, index) => (index % 2 ? svg("tspan", { class: "chart__symbol" }, plain(part)) : part));
}

/**
 * A line to a place, bent to one side, with a head.
 *
 * @param {Place} start @param {Place} end @param {{bend: number, gap: number}} look
 */
function arrow([left, top], [right, bottom], { bend, gap }) {
  const [across, down] = [right - left, bottom - top];
  const middle = [(left + right) / 2 - bend * down, (top + bottom) / 2 + bend * across];
  const [from, to] = [toward([left, top], middle, gap), toward([right, bottom], middle, gap)];
  const neck = toward(to, middle, FRAME.HEAD[0]);
  const [wide, tall] = [
    ((to[1] - neck[1]) / FRAME.HEAD[0]) * FRAME.HEAD[1],
    ((neck[0] - to[0]) / FRAME.HEAD[0]) * FRAME.HEAD[1],
  ];
  const at = (/** @type {number[]} */ [x, y]) => `${short(x)},${short(y)}`;
  const head = `M${at(to)}L${at([neck[0] + wide, neck[1] + tall])}L${at([neck[0] - wide, neck[1] - tall])}Z`;
  return [path("chart__span", `M${at(from)}Q${at(middle)} ${at(neck)}`), path("chart__span chart__head", head)];
}

/** The place so far from one towards another. @param {number[]} from @param {number[]} to @param {number} distance */
function toward([x, y], [toX, toY], distance) {
  const share = distance / (Math.hypot(toX - x, toY - y) || 1);
  return [x + (toX - x) * share, y + (toY - y) * share];
}
