import assert from "node:assert/strict";
import { test } from "node:test";
import { formatNumber, formatPower, tickFormat } from "../../overrides/assets/javascripts/playground/format.mjs";

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

test("ticks have the decimals that the step between them needs", () => {
  const written = (ticks) => ticks.map(tickFormat(ticks));

  assert.deepEqual(written([0, 0.02, 0.04]), ["0", "0.02", "0.04"]);
  assert.deepEqual(written([0.25, 0.5, 0.75]), ["0.25", "0.5", "0.75"]);
  assert.deepEqual(written([0, 0.1, 0.2, 0.30000000000000004]), ["0", "0.1", "0.2", "0.3"]);
  assert.deepEqual(written([-50, 0, 50]), ["−50", "0", "50"]);
  assert.deepEqual(written([0, 2e-6, 4e-6]), ["0", "2×10⁻⁶", "4×10⁻⁶"]);
  assert.deepEqual(written([0, 2e6, 4e6]), ["0", "2000000", "4000000"]);
});

test("an axis with one tick or none writes what it has", () => {
  assert.deepEqual([7].map(tickFormat([7])), ["7"]);
  assert.deepEqual([0.125].map(tickFormat([0.125])), ["0.125"]);
  assert.deepEqual([].map(tickFormat([])), []);
});

test("a power of ten is short near one and raised far from it", () => {
  assert.deepEqual([0.01, 1, 100, 1e-4, 1e5].map(formatPower), ["0.01", "1", "100", "10⁻⁴", "10⁵"]);
});
