import assert from "node:assert/strict";
import { test } from "node:test";
import { History } from "../../overrides/assets/javascripts/playground/history.mjs";

const moment = (gamma, active = 0) => ({ settings: [[["gamma", gamma]]], active });

/** A history of steps, given by their numbers and by what gamma is after each; it is 1 before the first. */
function after(...steps) {
  const history = new History();
  steps.reduce((from, [number, gamma]) => {
    history.add({ number, from: moment(from), to: moment(gamma) });
    return gamma;
  }, "1");
  return history;
}

test("steps are taken back from the last on, and done again in their order", () => {
  const history = after([1, "2"], [2, "3"]);

  assert.deepEqual([history.undo(), history.undo(), history.undo()], [moment("2"), moment("1"), undefined]);
  assert.deepEqual([history.redo(), history.redo(), history.redo()], [moment("2"), moment("3"), undefined]);
});

test("edits of one step are taken back together", () => {
  const history = after([1, "2"], [2, "0"], [2, "0."], [2, "0.5"]);

  assert.deepEqual(history.undo(), moment("2"));
  assert.deepEqual(history.redo(), moment("0.5"));
});

test("what ends as it began is no step", () => {
  const history = after([1, "2"], [1, "1"], [2, "1"]);

  assert.equal(history.canUndo, false);
});

test("a new step leaves nothing to do again, and no step leaves it alone", () => {
  const history = after([1, "2"], [2, "3"]);

  history.undo();
  history.add({ number: 3, from: moment("2"), to: moment("2") });
  assert.equal(history.canRedo, true);
  history.add({ number: 4, from: moment("2"), to: moment("4") });
  assert.equal(history.canRedo, false);
  assert.deepEqual(history.undo(), moment("2"));
});

test("a step that was taken back is not gone on with", () => {
  const history = after([1, "2"]);

  history.undo();
  history.add({ number: 1, from: moment("1"), to: moment("3") });
  assert.deepEqual(history.undo(), moment("1"));
  assert.equal(history.canUndo, false);
});

test("a step leads back to the controls with which it was made", () => {
  const history = new History();

  history.add({ number: 1, from: moment("1", 0), to: moment("2", 1) });
  assert.equal(history.undo().active, 0);
  assert.equal(history.redo().active, 1);
});
