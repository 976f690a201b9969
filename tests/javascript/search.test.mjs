import assert from "node:assert/strict";
import { test } from "node:test";
import "./document.mjs";
import { excerpt } from "../../overrides/assets/javascripts/search/hits.mjs";
import { Index } from "../../overrides/assets/javascripts/search/index.mjs";
import { marked, patternOf } from "../../overrides/assets/javascripts/search/marks.mjs";
import { keysOf, literalFirst, wordsOf } from "../../overrides/assets/javascripts/search/words.mjs";

test("a run of Chinese is asked for by its pairs, what stands beside it makes a phrase", () => {
  assert.deepEqual(keysOf("余弦学习率 warm-up"), {
    core: ["余弦", "弦学", "学习", "习率", "warm", "up"],
    more: ["率warm", "warmup"],
  });
});

test("words of asking are asked for only where nothing else is", () => {
  assert.deepEqual(keysOf("怎么选k"), { core: ["选", "k"], more: ["怎么", "么选", "选k"] });
  assert.deepEqual(keysOf("怎么"), { core: ["怎么"], more: [] });
});

test("full-width letters, capitals and a letter before a hyphen are no matter", () => {
  assert.deepEqual(keysOf("Ｋ－Means").core, ["kmeans"]);
  assert.deepEqual(keysOf("LoRA3"), { core: ["lora", "3"], more: ["lora3"] });
});

test("words are marked as a text has them: whole, from their beginning, in the middle, in parts", () => {
  const marks = (query, text) => marked(text, patternOf(query, text)).filter((piece) => typeof piece !== "string");
  const texts = (query, text) => marks(query, text).map(({ textContent }) => textContent);
  assert.deepEqual(texts("学习率", "学习，学习率"), ["学习率"]);
  assert.deepEqual(texts("学习率大", "学习率，大"), ["学习率"]);
  assert.deepEqual(texts("min", "domino min"), ["min"]);
  assert.deepEqual(texts("omin", "domino min"), ["omin"]);
  assert.deepEqual(texts("allreduce", "all-reduce"), ["all-reduce"]);
  assert.deepEqual(texts("k", "k 个 kg"), ["k"]);
  assert.deepEqual(marked("1 < 2", patternOf("猫", "1 < 2")), ["1 < 2"]);
  assert.deepEqual(wordsOf("16GB显存吗"), ["16", "gb", "显存"]);
});

test("an excerpt is where most of the words are, from the beginning of its sentence", () => {
  const text = `${"显存。".repeat(60)}这里是梯度和显存。${"后".repeat(200)}`;
  const shown = excerpt(text, patternOf("梯度 显存", text));
  assert.match(shown, /^(显存。)*这里是梯度和显存。后+…$/);
  assert.equal(excerpt("短", null), "短");
});

test("what has the query as it stands comes before what has its pairs here and there", () => {
  const [apart, whole] = [
    { title: "每一个", text: "一个数" },
    { title: "", text: "每一个数" },
  ];
  assert.deepEqual(literalFirst([apart, whole], "每一个 数"), [whole, apart]);
});

const FILES = {
  "v/keys-0.json": { "*duce": ["reduce"], gb: [16 * 2 + 3] },
  "v/keys-1.json": { reduce: [3], 学习: [8 + 7, 16 + 3, 16 + 7] },
  "v/keys-2.json": { 学校: [16 + 7], 早停: [16 * 2 + 1] },
  "v/texts-0.json": [
    ["文章", "posts/a/", "一", "一", "甲"],
    ["文章", "posts/a/#b", "一", "二", "乙"],
  ],
  "v/texts-1.json": [["notebook", "notebooks/c/", "三", "三", "丙"]],
};
const CONTENTS = {
  version: "v",
  count: 3,
  kinds: [0, 2, 2, 2, 3],
  keys: ["*duce", "reduce", "学校"],
  texts: [0, 2],
  terms: { "early stopping": [2, "早停"] },
  simplified: "學学習习",
};

function index() {
  const asked = [];
  const fetched = async (name) => (asked.push(name), FILES[name]);
  return { asked, index: new Index(CONTENTS, fetched) };
}

test("a query asks for the files of its keys, each once", async () => {
  const { asked, index: known } = index();
  assert.deepEqual(await known.ranked("學習"), [0, 1, 2], "a title first, then an article");
  await known.ranked("学习");
  assert.deepEqual(asked, ["v/keys-1.json"]);
});

test("a beginning, an end and another name of a word lead to it", async () => {
  const { index: known } = index();
  assert.deepEqual(await known.ranked("redu"), [0]);
  assert.deepEqual(await known.ranked("duc"), [0]);
  assert.deepEqual(await known.ranked("Early Stopping"), [2]);
  assert.deepEqual(await known.ranked("学"), [0, 1, 2]);
  assert.deepEqual(await known.ranked("猫"), []);
  assert.deepEqual(await known.ranked(""), []);
  assert.deepEqual(await known.ranked("constructor"), []);
});

test("a hit has the text of its section", async () => {
  const { index: known } = index();
  assert.equal((await known.section(1)).location, "posts/a/#b");
  assert.equal((await known.section(2)).kind, "notebook");
});
