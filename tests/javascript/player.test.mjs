import assert from "node:assert/strict";
import { test } from "node:test";
import "./document.mjs";

const { Player } = await import("../../overrides/assets/javascripts/player.mjs");
const { skimmingMs } = await import("../../overrides/assets/javascripts/playground/pace.mjs");

const MOMENT = 100;

/** A player over stand-ins; `pass(ms)` lets time pass, a frame every 20 ms. */
function playing({ still = false, low = 0, high = 10, speed = "1", range = true } = {}) {
  const part = (more = {}) => ({
    listeners: {},
    addEventListener(type, listener) {
      this.listeners[type] = listener;
    },
    setAttribute() {},
    removeAttribute() {},
    ...more,
  });
  let [waiting, now] = [null, 0];
  globalThis.matchMedia = () => part({ matches: still });
  globalThis.requestAnimationFrame = (next) => ((waiting = next), 1);
  globalThis.cancelAnimationFrame = () => (waiting = null);
  const steps = [];
  const parts = { speed: part({ value: speed }), slider: part({ value: String(low) }) };
  for (const name of ["player", "back", "play", "forth", "counter"]) {
    parts[name] = part();
  }
  const { signal } = new AbortController();
  const player = new Player(parts, { onStep: (step) => steps.push(step), describe: String, signal });
  const pass = (ms, each = 20) => {
    for (const end = now + ms; waiting && now < end; now += each) {
      const next = waiting;
      waiting = null;
      next(now);
    }
  };
  if (range) {
    player.setRange(low, high, { momentMs: MOMENT });
  }
  return { player, parts, steps, pass, isPlaying: () => waiting !== null };
}

test("playing along a curve takes three seconds at least and eight at most", () => {
  assert.equal(10 * skimmingMs(10), 3000);
  assert.equal(50 * skimmingMs(50), 6000);
  assert.equal(2000 * skimmingMs(2000), 8000);
  assert.equal(skimmingMs(0), 3000);
});

test("playing begins at the first step, shows each for its time, and ends at the last", () => {
  const { player, steps, pass, isPlaying } = playing({ high: 3 });

  player.toggle();
  assert.deepEqual(steps, [0]);
  pass(MOMENT);
  assert.deepEqual(steps, [0]);
  pass(20);
  assert.deepEqual(steps, [0, 1]);
  pass(5 * MOMENT);
  assert.deepEqual(steps, [0, 1, 2, 3]);
  assert.equal(isPlaying(), false);
});

test("half the speed takes twice the time, and it may change on the way", () => {
  const { player, parts, steps, pass } = playing({ speed: "0.5" });

  player.toggle();
  pass(2 * MOMENT);
  assert.deepEqual(steps, [0]);
  pass(20);
  assert.deepEqual(steps, [0, 1]);
  parts.speed.value = "2";
  pass(2 * MOMENT);
  assert.deepEqual(steps, [0, 1, 2, 3, 4, 5]);
});

test("where steps are shorter than frames some are passed over", () => {
  const { player, steps, pass } = playing();

  player.toggle();
  pass(250, 250);
  pass(250, 250);

  assert.deepEqual(steps, [0, 2]);
});

test("a page that was out of sight does not leap", () => {
  const { player, steps, pass } = playing();

  player.toggle();
  pass(60_000, 60_000);
  pass(60_000, 60_000);

  assert.deepEqual(steps, [0, 2]);
});

test("one plays on from where one is, and at the end from the beginning", () => {
  const { player, steps } = playing();

  player.go(4);
  player.toggle();
  player.go(10);
  player.toggle();

  assert.deepEqual(steps, [4, 5, 10, 0]);
});

test("the walk stands where the picture begins, and playing begins at the first step", () => {
  const { player, parts, steps } = playing({ range: false });

  player.setRange(0, 10, { momentMs: MOMENT, start: 7 });
  assert.equal(parts.slider.value, "7");
  player.toggle();
  player.walk(1);

  assert.deepEqual(steps, [0, 1]);
});

test("a second press pauses, and so does a step", () => {
  const { player, isPlaying } = playing();

  player.toggle();
  assert.equal(isPlaying(), true);
  player.toggle();
  assert.equal(isPlaying(), false);
  player.toggle();
  player.walk(1);
  assert.equal(isPlaying(), false);
});

test("the buttons step within the range, from nowhere to the first", () => {
  const { parts, steps } = playing({ low: 3, high: 4 });

  for (const name of ["forth", "forth", "forth", "back", "back"]) {
    parts[name].listeners.click();
  }

  assert.deepEqual(steps, [3, 4, 4, 3, 3]);
});

test("who prefers reduced motion goes one step at a time", () => {
  const { player, parts, steps, isPlaying } = playing({ still: true });

  player.toggle();
  player.toggle();

  assert.deepEqual(steps, [0, 1]);
  assert.equal(isPlaying(), false);
  assert.equal(parts.play.hidden, true);
});

test("arrows on a button step, the space on the slider plays, and the speed keeps its keys", () => {
  const { player, parts, steps, isPlaying } = playing({ low: 3, high: 9 });
  const press = (key, target) => player.press({ key, target, preventDefault() {} });

  for (const key of ["ArrowLeft", "ArrowRight", "End", "ArrowRight", "Home"]) {
    press(key, parts.play);
  }
  press("ArrowRight", parts.speed);
  assert.deepEqual(steps, [3, 4, 9, 9, 3]);
  press(" ", parts.slider);
  assert.equal(isPlaying(), true);
});

test("the counter counts the steps as they are called", () => {
  const { player, parts } = playing();
  const counted = () => parts.counter.textContent;

  assert.equal(counted(), "共 10 步");
  player.go(3);
  assert.equal(counted(), "3 / 10");
  player.setRange(0, 10, { momentMs: MOMENT, first: 1 });
  assert.equal(counted(), "4 / 11");
});

test("the step that a picture begins with is shown until the reader has moved", () => {
  const { player } = playing();

  player.setRange(0, 10, { momentMs: MOMENT, start: 4 });
  assert.equal(player.step, 4);
  player.go(7);
  player.setRange(0, 10, { momentMs: MOMENT, start: 5 });
  assert.equal(player.step, 7);
  player.reset();
  assert.equal(player.active, false);
});

test("what was asked for before there were steps is done when they come", () => {
  const { player, steps } = playing({ range: false });

  player.walk(1);
  assert.deepEqual(steps, []);
  player.setRange(2, 5, { momentMs: MOMENT });

  assert.deepEqual(steps, [2]);
});
