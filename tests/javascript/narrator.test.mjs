import assert from "node:assert/strict";
import { mock, test } from "node:test";
import "./document.mjs";
import { Narrator } from "../../overrides/assets/javascripts/playground/narrator.mjs";
import { Timers } from "../../overrides/assets/javascripts/playground/timers.mjs";

/** A narrator who is told what to say by the test, what it shows and what a screen reader hears. */
function narrator() {
  const answers = [];
  const shown = [];
  const parts = { sentence: { replaceChildren: (...nodes) => shown.push(nodes.join("")) }, live: {} };
  const ask = () => new Promise((resolve) => answers.push(resolve));
  return { narrator: new Narrator(parts, new Timers(), ask), answers, shown, live: parts.live };
}
const turn = () => new Promise(setImmediate);

test("steps that pass while a sentence is asked for are one more question", async () => {
  const { narrator: told, answers, shown } = narrator();

  told.follow();
  told.follow();
  told.follow();
  assert.equal(answers.length, 1);
  answers[0]("第 1 步");
  await turn();
  assert.equal(answers.length, 2);
  answers[1]("第 3 步");
  await turn();
  assert.deepEqual(shown, ["第 1 步", "第 3 步"]);
  assert.equal(answers.length, 2);
});

test("the sentence of what is no more shown is not said", async () => {
  const { narrator: told, answers, shown } = narrator();

  told.follow();
  answers[0](null);
  await turn();
  assert.deepEqual(shown, []);
});

test("a screen reader hears the last sentence, once the reader pauses, and the first not at all", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { narrator: told, live } = narrator();

  told.say("开始");
  mock.timers.tick(1000);
  assert.equal(live.textContent, undefined);
  told.say("第 1 步");
  mock.timers.tick(600);
  told.say("第 2 步");
  mock.timers.tick(600);
  assert.equal(live.textContent, undefined);
  mock.timers.tick(100);
  assert.equal(live.textContent, "第 2 步");
  mock.timers.reset();
});
