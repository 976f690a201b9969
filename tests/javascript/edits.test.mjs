import assert from "node:assert/strict";
import { test } from "node:test";
import { withEdit } from "../../overrides/assets/javascripts/playground/edits.mjs";

const set = (path, text, setting = 0) => ({ setting, path: [path], text });
const all = (...edits) => edits.reduce(withEdit, []);

test("of the texts that a slider gives while a request runs only the last waits", () => {
  assert.deepEqual(all(set("gamma", "0.1"), set("gamma", "0.2"), set("gamma", "0.3")), [set("gamma", "0.3")]);
});

test("texts for other controls and other settings all wait, in their order", () => {
  const edits = [set("gamma", "0.1"), set("steps", "3"), set("gamma", "0.2"), set("gamma", "0.2", 1)];

  assert.deepEqual(all(...edits), edits);
});

test("what adds or removes is never taken together", () => {
  const add = { setting: 0, path: ["points"], op: "add", text: "1,2" };

  assert.deepEqual(all(add, add), [add, add]);
  assert.deepEqual(all(set("points", "1,2"), add, set("points", "3,4")).length, 3);
});

test("an edit leaves the list that is on its way alone", () => {
  const sent = [set("gamma", "0.1")];

  withEdit(sent, set("gamma", "0.2"));
  assert.deepEqual(sent, [set("gamma", "0.1")]);
});
