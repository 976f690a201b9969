import assert from "node:assert/strict";
import { test } from "node:test";
import { Trust } from "../../overrides/assets/javascripts/playground/trust.mjs";

const PATH = ["schedulers", 1, "lr_lambda"];
const state = (...texts) => ({
  code: texts.map((_, setting) => ({ setting, path: PATH })),
  values: texts.map((text) => [
    [["lr"], "0.1"],
    [PATH, text],
  ]),
});

test("code that nobody has let run waits, and a state without code does not", () => {
  const trust = new Trust();

  assert.equal(trust.allows(state("lambda t: 1")), false);
  assert.equal(trust.allows(state()), true);
});

test("what was let run once runs again, and nothing else does", () => {
  const trust = new Trust();

  trust.give(state("lambda t: 1", "lambda t: 2"));
  assert.equal(trust.allows(state("lambda t: 2")), true);
  assert.equal(trust.allows(state("lambda t: 2", "lambda t: 3")), false);
});

test("who lets the code of one setting run has not seen that of another", () => {
  const trust = new Trust();
  const both = state("lambda t: 1", "lambda t: 2");

  trust.give(both, 1);
  assert.deepEqual(trust.waiting(both), [both.code[0]]);
  trust.give(both, 0);
  assert.deepEqual(trust.waiting(both), []);
});
