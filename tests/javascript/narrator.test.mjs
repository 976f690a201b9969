import assert from "node:assert/strict";
import { mock, test } from "node:test";
import "./document.mjs";
import { Narrator } from "../../overrides/assets/javascripts/playground/narrator.mjs";
import { Timers } from "../../overrides/assets/javascripts/playground/timers.mjs";

let passing = false; // whether more is to come

/** A narrator who is told what to say by the test, what it shows and what a screen reader hears. */
function narrator() {
  const answers = [];
  const shown = [];
  const parts = { sentence: { replaceChildren: (...nodes) => shown.push(nodes.join("")) }, live: {} };
  const ask = () => new Promise((resolve) => answers.push(resolve));
  return { narrator: new Narrator(parts, new Timers(), ask, () => passing), answers, shown, live: parts.live };
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

test("a change is said once, though it changes no word; what is no change is not said again", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { narrator: told, live } = narrator();

  told.say("一样");
  told.expect("已撤销。");
  told.say("一样");
  told.say("一样");
  mock.timers.tick(700);
  assert.equal(live.textContent, "已撤销。一样");
  live.textContent = "";
  told.say("一样");
  mock.timers.tick(700);
  assert.equal(live.textContent, "");
  mock.timers.reset();
});

test("as long as there is more to come nothing is said aloud", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { narrator: told, live } = narrator();

  passing = true;
  told.expect("");
  told.say("算到第 3 轮");
  mock.timers.tick(2000);
  assert.equal(live.textContent, undefined);
  passing = false;
  told.say("算到第 60 轮");
  mock.timers.tick(700);
  assert.equal(live.textContent, "算到第 60 轮");
  mock.timers.reset();
});

test("a reason takes the place of the sentence", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { narrator: told, live, shown } = narrator();

  told.say("画了");
  told.expect("");
  told.refuse("画不出来");
  mock.timers.tick(700);
  assert.equal(live.textContent, "画不出来");
  assert.deepEqual(shown, ["画了"]);
  mock.timers.reset();
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
