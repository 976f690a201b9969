import assert from "node:assert/strict";
import { test } from "node:test";
import { Edits, withEdit } from "../../overrides/assets/javascripts/playground/edits.mjs";

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

test("an edit of another step takes no older one's place", () => {
  const [held, again] = [
    { ...set("gamma", "0.1"), step: 1 },
    { ...set("gamma", "0.2"), step: 2 },
  ];

  assert.deepEqual(all(held, again), [held, again]);
});

test("an edit leaves the list that is on its way alone", () => {
  const sent = [set("gamma", "0.1")];

  withEdit(sent, set("gamma", "0.2"));
  assert.deepEqual(sent, [set("gamma", "0.1")]);
});

/** A queue whose requests are answered one by one, and what was sent, what went wrong. */
function queue() {
  const sent = [];
  const answers = [];
  const errors = [];
  const send = (edits) =>
    new Promise((resolve, reject) => {
      sent.push(edits);
      answers.push({ resolve, reject });
    });
  return { edits: new Edits(send, (error) => errors.push(error)), sent, answers, errors };
}

const texts = (sent) => sent.map((edits) => edits.map(({ text }) => text));

test("what is changed while a request runs goes along with the next one, and one runs at a time", async () => {
  const { edits, sent, answers } = queue();

  edits.add(set("gamma", "0.1"));
  const work = edits.work();
  edits.add(set("gamma", "0.2"));
  edits.add(set("gamma", "0.3"));
  assert.equal(await edits.work(), false);
  assert.deepEqual(texts(sent), [["0.1"]]);
  answers[0].resolve();
  await new Promise(setImmediate);
  assert.deepEqual(texts(sent), [["0.1"], ["0.3"]]);
  answers[1].resolve();
  assert.equal(await work, true);
  assert.equal(edits.busy, false);
});

test("nothing is sent where nothing waits, unless what is shown is to be asked for again", async () => {
  const { edits, sent, answers } = queue();

  await edits.work();
  assert.deepEqual(sent, []);
  const work = edits.work({ again: true });
  answers[0].resolve();
  await work;
  assert.deepEqual(sent, [[]]);
});

test("a refusal is told of, and the next change is sent", async () => {
  const { edits, sent, answers, errors } = queue();

  edits.add(set("gamma", "x"));
  const work = edits.work();
  answers[0].reject("refused");
  assert.equal(await work, true);
  assert.deepEqual(errors, ["refused"]);
  edits.add(set("gamma", "0.2"));
  edits.work();
  assert.deepEqual(texts(sent).at(-1), ["0.2"]);
});

/** The numbers of the steps to which edits belong; null stands for a control that is let go. */
function stepsOf(...edits) {
  const queue = new Edits();
  return edits.flatMap((edit) => {
    if (edit === null) {
      queue.end();
      return [];
    }
    queue.add(edit);
    return [queue.waiting.at(-1).step];
  });
}

test("what is done to one control in one go is one step", () => {
  assert.deepEqual(stepsOf(set("gamma", "0"), set("gamma", "0."), set("gamma", "0.5")), [1, 1, 1]);
});

test("another control, another setting, and the same one after it was let go are another step", () => {
  const [gamma, other, steps] = [set("gamma", "0.1"), set("gamma", "0.1", 1), set("steps", "3")];

  assert.deepEqual(stepsOf(gamma, steps, gamma, other, null, other), [1, 2, 3, 4, 5]);
});

test("what adds, removes, or replaces all is a step each time, and so is what follows", () => {
  const add = { setting: 0, path: ["points"], op: "add", text: "1,2" };

  assert.deepEqual(stepsOf(set("points", "1,2"), add, add, set("points", "3,4")), [1, 2, 3, 4]);
});

test("two steps that wait are sent one after the other", async () => {
  const { edits, sent, answers } = queue();

  [set("gamma", "0.1"), set("steps", "3"), set("steps", "4")].forEach((edit) => edits.add(edit));
  const work = edits.work();
  answers[0].resolve();
  await new Promise(setImmediate);
  answers[1].resolve();
  await work;
  assert.deepEqual(texts(sent), [["0.1"], ["4"]]);
});

test("after a refusal the next step is sent all the same", async () => {
  const { edits, sent, answers, errors } = queue();

  [set("gamma", "x"), set("steps", "3")].forEach((edit) => edits.add(edit));
  const work = edits.work();
  answers[0].reject("refused");
  await new Promise(setImmediate);
  answers[1].resolve();
  await work;
  assert.deepEqual(errors, ["refused"]);
  assert.deepEqual(texts(sent), [["x"], ["3"]]);
});
