import assert from "node:assert/strict";
import { test } from "node:test";
import { formatNumber } from "../../overrides/assets/javascripts/playground/format.mjs";

test("a number has at most four significant digits and no zeros behind them", () => {
  assert.deepEqual(
    [0, 1, 0.1 + 0.2, 623.1499, 123456].map((value) => formatNumber(value)),
    ["0", "1", "0.3", "623.1", "123500"],
  );
});

test("a number that is very small or large is written with a power of ten", () => {
  assert.equal(formatNumber(9.78e-6), "9.78×10⁻⁶");
  assert.equal(formatNumber(12345678, 3), "1.23×10⁷");
});

test("the sign of a number is the minus of mathematics", () => {
  assert.equal(formatNumber(-2.5), "−2.5");
  assert.equal(formatNumber(-1e-5), "−1×10⁻⁵");
});
