import assert from "node:assert/strict";
import { test } from "node:test";
import "./document.mjs";

const { Player, stepMs } = await import("../../overrides/assets/javascripts/playground/player.mjs");

/** A player over stand-ins; `frame(ms)` lets time pass. */
function playing({ still = false, low = 0, high = 10 } = {}) {
  const part = (more = {}) => ({
    ...new EventTarget(),
    listeners: {},
    addEventListener(type, listener) {
      this.listeners[type] = listener;
    },
    setAttribute() {},
    replaceChildren() {},
    ...more,
  });
  let waiting = null;
  globalThis.matchMedia = () => part({ matches: still });
  globalThis.requestAnimationFrame = (next) => ((waiting = next), 1);
  globalThis.cancelAnimationFrame = () => (waiting = null);
  const steps = [];
  const parts = { play: part(), step: part({ value: String(low), min: String(low) }), player: part() };
  const { signal } = new AbortController();
  const player = new Player(parts, { onStep: (step) => steps.push(step), describe: String, signal });
  player.setRange(low, high);
  const frame = (now) => {
    const next = waiting;
    waiting = null;
    next(now);
  };
  return { player, parts, steps, frame, isWaiting: () => waiting !== null };
}

test("playing takes three seconds at least and eight at most", () => {
  assert.equal(10 * stepMs(10), 3000);
  assert.equal(50 * stepMs(50), 6000);
  assert.equal(2000 * stepMs(2000), 8000);
  assert.equal(stepMs(0), 3000);
});

test("playing begins where the slider stands, shows every step that time asks for, and ends at the last", () => {
  const { player, steps, frame, isWaiting } = playing();

  player.toggle();
  frame(1000);
  frame(1000 + 3 * stepMs(10));
  frame(1000 + 99 * stepMs(10));

  assert.deepEqual(steps, [0, 3, 10]);
  assert.equal(isWaiting(), false);
});

test("at the end one plays from the beginning", () => {
  const { player, steps } = playing();

  player.go(10);
  player.toggle();

  assert.deepEqual(steps, [10, 0]);
});

test("a second press pauses", () => {
  const { player, isWaiting } = playing();

  player.toggle();
  assert.equal(isWaiting(), true);
  player.toggle();
  assert.equal(isWaiting(), false);
});

test("who prefers reduced motion goes one step at a time", () => {
  const { player, steps, isWaiting } = playing({ still: true });

  player.toggle();
  player.toggle();

  assert.deepEqual(steps, [1, 2]);
  assert.equal(isWaiting(), false);
});

test("arrows on the button step within the range, the space on the slider plays", () => {
  const { player, parts, steps, isWaiting } = playing({ low: 3, high: 4 });
  const press = (key, target) => player.press({ key, target, preventDefault() {} });

  press("ArrowLeft", parts.play);
  press("ArrowRight", parts.play);
  press("ArrowRight", parts.play);
  assert.deepEqual(steps, [3, 4, 4]);
  press(" ", parts.step);
  assert.equal(isWaiting(), true);
});

test("the step that a picture begins with is shown until the reader has moved", () => {
  const { player } = playing();

  player.setRange(0, 10, 4);
  assert.equal(player.step, 4);
  player.go(7);
  player.setRange(0, 10, 5);
  assert.equal(player.step, 7);
  player.reset();
  assert.equal(player.active, false);
});
