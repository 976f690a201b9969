import assert from "node:assert/strict";
import { test } from "node:test";
import "./document.mjs";
import { typeset } from "../../overrides/assets/javascripts/arithmetic.mjs";
import { nodesOf, wordsOf } from "../../overrides/assets/javascripts/playground/sentence.mjs";

const shown = (nodes) =>
  nodes.map((node) => (node.localName ? `<${node.localName}>${node.textContent}` : node)).filter(Boolean);

test("a sentence without links or powers is one text", () => {
  assert.deepEqual(shown(nodesOf("第 3 步：0.1")), ["第 3 步：0.1"]);
  assert.deepEqual(shown(nodesOf("")), []);
});

test("a link in a sentence gets its name and its address", () => {
  const nodes = nodesOf("见 [论文](https://example.org/a?b=1)，和 [仓库](http://example.org/c)。");

  assert.deepEqual(shown(nodes), ["见 ", "<a>论文", "，和 ", "<a>仓库", "。"]);
  assert.deepEqual(
    nodes.filter(({ localName }) => localName === "a").map(({ attributes }) => attributes.href),
    ["https://example.org/a?b=1", "http://example.org/c"],
  );
});

test("an address that is not one of the web stays text", () => {
  assert.deepEqual(shown(nodesOf("[a](javascript:alert)")), ["[a](javascript:alert)"]);
});

test("a sentence is heard without the addresses of its links", () => {
  assert.equal(wordsOf("见 [论文](https://example.org/a) 和 [仓库](http://example.org)"), "见 论文 和 仓库");
});

test("powers are raised, whatever the exponent is", () => {
  assert.deepEqual(shown(typeset("0.9^7 = 0.478")), ["0.9", "<sup>7", " = 0.478"]);
  assert.deepEqual(shown(typeset("0.8^(30 − 15)·2")), ["0.8", "<sup>30 − 15", "·2"]);
  assert.deepEqual(shown(typeset("0.5^floor((9 − 4)/5)")), ["0.5", "<sup>floor((9 − 4)/5)"]);
  assert.deepEqual(shown(typeset("10^-3 + 10^1e-5")), ["10", "<sup>-3", " + 10", "<sup>1e-5"]);
});
