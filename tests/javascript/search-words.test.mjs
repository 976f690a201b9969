import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

const lunr = { tokenizer: { separator: /[\s-]+/ }, TokenSet: class {} };
const script = new URL("../../overrides/assets/javascripts/search-words.js", import.meta.url);
const context = createContext({ lunr });
runInContext(readFileSync(script, "utf8"), context); // a classic script: its functions are the worker's globals
const { inWords, ranked, within } = context;

const index = Object.fromEntries(["学习率", "学习", "余弦", "all", "reduce", "max"].map((word) => [word, {}]));

test("a run of Chinese is cut into the longest words that begin there", () => {
  assert.equal(inWords("余弦学习率", index).trim().replace(/\s+/g, " "), "余弦 学习率");
});

test("what no word begins with stands alone", () => {
  assert.equal(inWords("猫学习", index).trim().replace(/\s+/g, " "), "猫 学习");
});

test("full-width letters are read as the narrow ones", () => {
  assert.equal(inWords("ＭＡＸ", index), "MAX");
});

test("one word that is two for the index is cut in two", () => {
  assert.equal(inWords("allreduce", index), "all reduce");
  assert.equal(inWords("reduce", index), "reduce");
  assert.equal(inWords("unknown", index), "unknown");
});

test("only Chinese words are looked for inside longer ones", () => {
  assert.equal(within("学习率 max"), "*学习率 max");
});

test("sections with the phrase come before those with each word, and these before the rest", () => {
  const sections = new Map([
    ["phrase", { title: "All-Reduce", text: "" }],
    ["words", { title: "reduce <b>all</b>", text: "" }],
    ["rest", { title: "all", text: "" }],
  ]);
  const results = [...sections.keys()].map((ref) => ({ ref, score: 1 }));

  const [phrase, words, rest] = ranked(results, "all reduce", sections).map(({ score }) => score);
  assert.ok(phrase > words && words > rest);
});

test("letters count from the beginning of a word on, digits from that of a number", () => {
  const scores = (query, text) =>
    ranked([{ ref: "", score: 1 }], query, new Map([["", { title: text, text: "" }]]))[0].score > 1;

  assert.equal(scores("min", "domino"), false);
  assert.equal(scores("min", "a min"), true);
  assert.equal(scores("3", "13"), false);
});
