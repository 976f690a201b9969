import assert from "node:assert/strict";
import { test } from "node:test";
import { glyph } from "../../overrides/assets/javascripts/playground/pictures/glyphs.mjs";
import {
  apart,
  nearest,
  pathOf,
  plain,
  pointsOf,
  scaleOf,
  spread,
  valueAt,
  widest,
} from "../../overrides/assets/javascripts/playground/pictures/geometry.mjs";

/** Where a path of relative moves ends, and how far it goes from where it began. */
function walked(path) {
  let [x, y] = [0, 0];
  const places = [];
  for (const [, dx, dy] of path.matchAll(/[ml]([-\d.]+),([-\d.]+)/g)) {
    [x, y] = [x + Number(dx), y + Number(dy)];
    places.push([x, y]);
  }
  return places;
}

const spreadPlaces = (places, top, bottom) => {
  const names = places.map((place) => ({ place }));
  spread(names, top, bottom);
  return names.map(({ place }) => place);
};

test("names with room between them stay where they are", () => {
  assert.deepEqual(spreadPlaces([10, 40, 80], 0, 100), [10, 40, 80]);
});

test("names that would touch are moved apart and stay in the plot", () => {
  const places = spreadPlaces([95, 96, 97], 0, 100);

  assert.deepEqual(places, [100 - 2 * FRAME.NAME, 100 - FRAME.NAME, 100]);
});

test("names above the plot come down to its edge", () => {
  assert.deepEqual(spreadPlaces([-30, -20], 0, 100), [0, FRAME.NAME]);
});

test("a line goes straight from value to value, stairs hold each until the next", () => {
  const places = [
    [0, 10],
    [5, 20.004],
    [10, 0],
  ];

  assert.equal(pathOf(places, false), "M0,10L5,20L10,0");
  assert.equal(pathOf(places, true), "M0,10H5V20H10V0");
  assert.equal(pathOf([], true), "");
});

test("a scale goes from the low end of its axis to the high end, and back", () => {
  const linear = scaleOf({ low: -10, high: 10 }, 100, 300);
  const log = scaleOf({ low: 0.01, high: 100, scale: "log" }, 80, 0);

  assert.deepEqual([-10, 0, 10].map(linear), [100, 200, 300]);
  assert.deepEqual([0.01, 1, 100].map(log).map(Math.round), [80, 40, 0]);
  assert.ok(Math.abs(linear.invert(linear(3.7)) - 3.7) < 1e-12);
  assert.ok(Math.abs(log.invert(log(3.7)) - 3.7) < 1e-12);
  assert.deepEqual([5].map(scaleOf({ low: 5, high: 5 }, 0, 100)), [0]);
});

test("values in a row and points of their own are found alike", () => {
  const row = { label: "", start: 3, values: [5, 6, 7] };
  const points = { label: "", points: [[0, 1], [10, 2]] }; // prettier-ignore

  assert.deepEqual(pointsOf(row), [[3, 5], [4, 6], [5, 7]]); // prettier-ignore
  assert.equal(nearest([row], -9), 3);
  assert.equal(nearest([row], 99), 5);
  assert.equal(nearest([row, points], 8), 10);
  assert.equal(nearest([], 8), null);
  assert.equal(valueAt(row, 4), 6);
  assert.equal(valueAt(row, 9), undefined);
  assert.equal(valueAt(points, 10), 2);
});

test("symbols between dollars are plain text with lowered digits", () => {
  assert.equal(plain("残差 $y$ − $F_{12}$，$x_1$"), "残差 y − F₁₂，x₁");
  assert.equal(plain("均方误差"), "均方误差");
});

test("a mark goes round its place as its corners say, and is a circle without them", () => {
  const corners = [[0, 0.5], [0.5, -0.5], [-0.5, -0.5]]; // prettier-ignore

  assert.deepEqual(walked(glyph(corners, 10).replaceAll("l", " l")), [[0, -5], [5, 5], [-5, 5]]); // prettier-ignore
  assert.match(glyph([], 10), /^m-5,0a5,5 .*z$/);
});

test("ticks that have no room one over the other are left out, and 0 stays", () => {
  const ticks = [-2, -1, 0, 1, 2].map((value) => [value, String(value)]);
  const left = (space) => apart(ticks, (value) => space * value).map(([value]) => value);
  assert.deepEqual(left(12), [-2, -1, 0, 1, 2]);
  assert.deepEqual(left(11), [-2, 0, 2]);
  assert.deepEqual(left(4), [0]);
  assert.deepEqual(apart([[5, "5"]], Number), [[5, "5"]]);
  assert.deepEqual(
    [19, 18, 9].map((space) => apart(ticks, (value) => space * value, widest(ticks)).length),
    [5, 3, 1],
  );
});
