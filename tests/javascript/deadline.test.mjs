import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { loadMicroPython } from "@micropython/micropython-webassembly-pyscript/micropython.mjs";
import { polling, watchTime } from "../../overrides/assets/javascripts/playground/deadline.mjs";

const FILE = "@micropython/micropython-webassembly-pyscript/micropython.wasm";
const LIMIT_MS = 60;
const ENDLESS = {
  "a loop with nothing in it": "while True: pass",
  "a loop that holds on to what would end it": `
while True:
    try:
        while True: pass
    except BaseException: pass`,
  "a power without end": "10 ** 10 ** 9",
  "products of long numbers": "x = 3 ** 100000\nwhile True: x * x % 7",
  "calls that double": "def f(n): return n if n < 2 else f(n - 1) + f(n - 2)\nf(99)",
  "a generator without end": `
def ones():
    while True: yield 1
sum(ones())`,
  "sorting without end": "while True: sorted(range(1000))",
  "texts without end": "text = 'ab' * 1000\nwhile True: text.replace('a', 'c')",
  "lines without end": "while True: print('x' * 100)",
  "a loop in a function that JavaScript calls": `
import js
def called(*_):
    while True: pass
while True:
    try: js.Array(*range(9)).map(called)
    except BaseException: pass`,
  "short calls by JavaScript": `
import js
while True:
    try: js.Array(*range(9)).forEach(lambda *_: 1)
    except BaseException: pass`,
  "a clock that stands": "import js\njs.performance.now = lambda: 0\njs.Date.now = lambda: 0\nwhile True: pass",
  "errors that cannot be written": "import js\njs.Error.prepareStackTrace = lambda *_: 1 / 0\nwhile True: pass",
};

/** Let `use` have an interpreter and its time; what the program does to JavaScript is undone. */
async function withInterpreter(use) {
  const places = [
    [performance, "now"],
    [Date, "now"],
    [Error, "prepareStackTrace"],
    [WebAssembly, "instantiate"],
    [WebAssembly, "instantiateStreaming"],
    [globalThis, "FinalizationRegistry"],
  ];
  const kept = places.map(([object, name]) => object[name]);
  const time = watchTime();
  try {
    return await use(await loadMicroPython({ heapsize: 4 * 1024 * 1024, stdout() {} }), time);
  } finally {
    places.forEach(([object, name], index) => (object[name] = kept[index]));
  }
}

function thrownBy(run) {
  try {
    run();
  } catch (error) {
    return error;
  }
}

for (const [name, code] of Object.entries(ENDLESS)) {
  test(`${name} ends by itself, and cannot catch what ends it`, async () => {
    const [thrown, time] = await withInterpreter((python, time) => {
      time.limit(LIMIT_MS);
      return [thrownBy(() => python.runPython(code)), time];
    });

    assert.ok(thrown === time.late);
    assert.throws(() => time.limit(LIMIT_MS), /stopped/); // the interpreter is in pieces
  });
}

test("what ends in time gives what it gives elsewhere, and the next one has its own time", async () => {
  const totals = await withInterpreter((python, time) =>
    [1, 2, 3].map((factor) => {
      time.limit(10_000);
      python.runPython(`total = 0\nfor i in range(20_000): total += ${factor} * i`);
      return python.globals.get("total");
    }),
  );

  assert.deepEqual(totals, [199_990_000, 399_980_000, 599_970_000]);
});

test("a promise that goes on by itself ends with the time of what began it", async () => {
  const code = "import js\ndef go(_): js.goOn(go)\ngo(0)";
  const [thrown, time] = await withInterpreter(async (python, time) => {
    const rejected = new Promise((resolve) => {
      globalThis.goOn = (go) => void Promise.resolve(1).then(go).catch(resolve); // wherever time is up, somebody hears it
    });
    time.limit(LIMIT_MS);
    python.runPython(code);
    return [await rejected, time];
  });

  assert.ok(thrown === time.late);
});

test("nothing is cleaned up once time is up: Python would run then, and throw where nobody hears it", async () => {
  const { FinalizationRegistry } = globalThis;
  const cleaners = [];
  globalThis.FinalizationRegistry = class {
    constructor(clean) {
      cleaners.push(clean);
    }
    register() {}
    unregister() {}
  };
  try {
    await withInterpreter((python) => python.runPython("import js\njs.Array(lambda: 1)"));
  } finally {
    globalThis.FinalizationRegistry = FinalizationRegistry;
  }

  assert.deepEqual(cleaners, []);
});

test("each loop of the interpreter polls, and the module stays one", () => {
  const bytes = readFileSync(new URL(import.meta.resolve(FILE)));
  const changed = polling(bytes);

  assert.ok(WebAssembly.validate(changed));
  assert.ok(changed.length > bytes.length);
});
