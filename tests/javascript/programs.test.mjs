import assert from "node:assert/strict";
import { test } from "node:test";
import { failure, isSame, needed, tidy } from "../../overrides/assets/javascripts/programs/execution.mjs";

const FRAMES = 'Traceback (most recent call last):\n  File "<stdin>", line 1, in <module>\n';

test("of a traceback remain its last line and the line of the block, also where a module of ours raised it", () => {
  const own = `${FRAMES}  File "program", line 5, in <module>\n`;

  assert.deepEqual(failure(`${own}NameError: name 'x' isn't defined\n`), {
    line: 5,
    message: "NameError: name 'x' isn't defined",
  });
  assert.deepEqual(failure(`${own}  File "/lib/plots/models/checks.py", line 9, in require\nValueError: a\nb\n`), {
    line: 5,
    message: "ValueError: a b",
  });
  assert.deepEqual(failure(`${FRAMES}SystemExit: \n`), { line: 0, message: "SystemExit" });
});

test("long messages are cut", () => {
  assert.equal(failure(`ValueError: ${"x".repeat(1000)}`).message.length, 300);
});

test("numbers lose the digits that MicroPython gets wrong, and no others", () => {
  assert.equal(tidy("[0.07290000000000001, 6.999999999999999e-05]"), "[0.0729, 7e-05]");
  assert.equal(tidy("85.59999999999999 GB, 99.99999999999999"), "85.6 GB, 100.0");
  assert.equal(tidy("0.3333333333333333 12345678901234567 1.50"), "0.3333333333333333 12345678901234567 1.50");
});

test("two texts are the same up to those digits", () => {
  assert.ok(isSame("0.0729\n", "0.07290000000000001\n"));
  assert.ok(isSame("0.3333333333333333", "0.3333333333333334"));
  assert.ok(!isSame("0.0729", "0.0730"));
});

const PACK = {
  files: {},
  libraries: [],
  needs: { 0: [], 1: [], 2: [0], 3: [0, 2] },
  names: { points: [1, 3], fit: [2] },
};

test("a block runs with those that it needs, and with those that the reader has changed", () => {
  assert.deepEqual(needed(PACK, 3, null, []), [0, 2]);
  assert.deepEqual(needed(PACK, 3, null, [1]), [0, 1, 2]);
  assert.deepEqual(needed(PACK, 1, null, [3]), []);
});

test("a changed block runs with those that have to do with a name in it", () => {
  assert.deepEqual(needed(PACK, 3, "print(points, constructor)", []), [0, 1, 2]);
  assert.deepEqual(needed(PACK, 3, "fit(1)", []), [0, 2]);
});
