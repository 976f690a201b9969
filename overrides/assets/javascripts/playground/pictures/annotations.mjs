/**
 * What a picture says beside its data, as plots/hands/annotations.py draws it.
 *
 * @typedef {import("../types").Annotation} Annotation
 * @typedef {import("./axes.mjs").Axes} Axes
 * @typedef {{anchor?: string, role?: number, size?: number}} Look
 */

import { svg } from "../dom.mjs";
import { plain, short } from "./geometry.mjs";

/** Draw annotations on a frame, in place of those before. @param {Axes} frame @param {Annotation[]} annotations */
export function drawAnnotations(frame, annotations) {
  /** @type {SVGElement[]} */
  const under = [];
  /** @type {SVGElement[]} */
  const over = [];
  for (const one of annotations) {
    const [below, above] = drawn(one, frame);
    under.push(...below);
    over.push(...above);
  }
  frame.under.replaceChildren(...under);
  frame.over.replaceChildren(...over);
}

/** What lies below the data, and what above them. @param {Annotation} one @param {Axes} frame @returns {[SVGElement[], SVGElement[]]} */
function drawn(one, { edges, x, y }) {
  const { left, right, top, bottom } = edges;
  switch (one.kind) {
    case "level": {
      const [place, anchor] = [y(one.y), one.at === "left" ? "start" : "end"];
      const foot = place + (one.below ? FRAME.AWAY + FRAME.TEXT * 0.8 : -FRAME.AWAY);
      const name = words(one.text, one.at === "left" ? left : right, foot, { anchor });
      return [[line(left, place, right, place, FRAME.LEVEL_DASH)], name];
    }
    case "moment": {
      const [place, end] = [x(one.x), one.top === null ? top : y(one.top)];
      const late = place > left + FRAME.LATE * (right - left);
      const name = words(one.text, place + (late ? -5 : 5), end + 4 + one.row * FRAME.NAME, {
        anchor: late ? "end" : "start",
      });
      return [[line(place, bottom, place, end, FRAME.MOMENT_DASH)], name];
    }
    case "span": {
      const [start, end, place] = [x(one.start), x(one.end), y(one.y)];
      const bars = `M${short(start)},${short(place - FRAME.BAR)}v${2 * FRAME.BAR}m0,${-FRAME.BAR}H${short(end)}m0,${-FRAME.BAR}v${2 * FRAME.BAR}`;
      const name =
        one.at === "end"
          ? words(one.text, end + FRAME.AWAY, place + FRAME.RISE * FRAME.TEXT)
          : one.at === "start"
            ? words(one.text, start, place - FRAME.AWAY)
            : words(one.text, (start + end) / 2, place - FRAME.AWAY, { anchor: "middle" });
      return [[], [path("chart__span", bars), ...name]];
    }
    case "note": {
      const { anchor, role, size, text } = one;
      const middle = y(one.y) - one.dy + FRAME.RISE * size;
      const foot = middle - (FRAME.LEADING * size * (text.split("\n").length - 1)) / 2;
      return [[], words(text, x(one.x) + one.dx, foot, { anchor, role, size })];
    }
    case "arrow":
      return [[], arrow([x(one.start[0]), y(one.start[1])], [x(one.end[0]), y(one.end[1])], one)];
    case "ring":
      return [
        [],
        one.places.map((place) =>
          svg("circle", { class: "chart__ring", cx: x(place[0]), cy: y(place[1]), r: FRAME.RING / 2 }),
        ),
      ];
    case "shade": {
      const [start, end] = [x(one.start), x(one.end)];
      return [
        [
          svg("rect", {
            class: "chart__shade",
            x: start,
            y: top,
            width: Math.max(0, end - start),
            height: bottom - top,
          }),
        ],
        [],
      ];
    }
  }
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

/** A dash of a line of some width. @param {number[]} dash in widths @param {number} width */
export function dashes(dash, width) {
  return dash.map((length) => short(length * width)).join(" ");
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
 * @param {[number, number]} start @param {[number, number]} end @param {{bend: number, gap: number}} look
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
