import assert from "node:assert/strict";
import { test } from "node:test";
import "./document.mjs";
import { drawAnnotations } from "../../overrides/assets/javascripts/playground/pictures/annotations.mjs";

/** A frame of 100 by 100 units for values from 0 to 10, upwards, and what is drawn on it. */
function drawn(...annotations) {
  const group = () => ({ replaceChildren: (...children) => children.forEach((each) => kept.push(each)) });
  const kept = [];
  const edges = { left: 0, right: 100, top: 0, bottom: 100 };
  drawAnnotations({ under: group(), over: group(), edges, x: (x) => 10 * x, y: (y) => 100 - 10 * y }, annotations);
  return kept;
}

const level = { kind: "level", y: 4, text: "$b$ = 4", at: "right", below: false };
const moment = { kind: "moment", x: 2, text: "now", top: null, row: 0 };
const note = { kind: "note", x: 5, y: 5, text: "one\ntwo", dx: 3, dy: 10, anchor: "middle", role: 2, size: 12 };

test("a level lies across, and its words stand over its right end", () => {
  const [line, words] = drawn(level);

  assert.deepEqual([line.attributes.x1, line.attributes.x2, line.attributes.y1], ["0", "100", "60"]);
  assert.deepEqual([words.attributes.x, words.attributes["text-anchor"]], ["100", "end"]);
  assert.ok(Number(words.attributes.y) < 60);
  assert.ok(Number(drawn({ ...level, below: true })[1].attributes.y) > 60);
});

test("words between dollars are symbols", () => {
  const [, words] = drawn(level);

  assert.equal(words.textContent, "b = 4");
  assert.deepEqual(
    words.children.map((child) => child.attributes?.class),
    [undefined, "chart__symbol", undefined],
  );
});

test("the words of a moment stand on the side with room, in their row", () => {
  const [early, late] = [2, 9].map((x) => drawn({ ...moment, x, row: x === 9 ? 1 : 0 })[1].attributes);

  assert.equal(early["text-anchor"], "start");
  assert.equal(late["text-anchor"], "end");
  assert.equal(late.y - early.y, FRAME.NAME);
  assert.equal(drawn({ ...moment, top: 3 })[0].attributes.y2, "70");
});

test("the middle of a note is as high as its place", () => {
  const [one, two] = drawn(note).map(({ attributes }) => attributes);

  assert.equal(one.x, "53");
  assert.equal((Number(one.y) + Number(two.y)) / 2, 40 + FRAME.RISE * 12);
  assert.match(one.class, /chart__name--2/);
});

test("an arrow keeps its distance from both ends and bends to its left", () => {
  const arrow = (bend) => drawn({ kind: "arrow", start: [0, 5], end: [10, 5], bend, gap: 3 })[0].attributes.d;

  assert.match(arrow(0), /^M3,50Q50,50 /);
  assert.match(arrow(0.2), /Q50,70 /);
});
