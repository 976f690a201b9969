/**
 * Where the reader's code runs: a Worker with nothing in it but the language, with little memory and little time.
 *
 * Of these modules nothing is loaded where only our own code runs.
 */

import { watchTime } from "./deadline.mjs";

const HEAP_BYTES = 4 * 1024 * 1024;
const MOST_LINES = 100; // that code prints; the console is slower than Python
const LONGEST_LINE = 1000; // characters
const MEMORY_BYTES = 64 * 1024 * 1024;
const STAYS = new Set([
  ...["globalThis", "self", "Infinity", "NaN", "undefined", "Object", "Array", "Boolean", "Symbol", "Error"],
  ...["RangeError", "TypeError", "SyntaxError", "ReferenceError", "EvalError", "URIError", "AggregateError", "Number"],
  ...["BigInt", "Math", "Date", "String", "RegExp", "JSON", "Promise", "Reflect", "Proxy", "Map", "Set", "WeakMap"],
  ...["WeakSet", "WeakRef", "FinalizationRegistry", "ArrayBuffer", "DataView", "Int8Array", "Uint8Array", "Int16Array"],
  ...["Uint8ClampedArray", "Uint16Array", "Int32Array", "Uint32Array", "BigInt64Array", "BigUint64Array"],
  ...["Float32Array", "Float64Array", "isNaN", "isFinite", "parseInt", "parseFloat", "performance", "crypto"],
]);

const globalsAtStart = new Set(Object.getOwnPropertyNames(self));

/** How the interpreter is to be loaded, its time, and what closes it in. */
export function prepare() {
  const log = console.log.bind(console);
  console.error = console.debug; // the loader says there that memory did not grow; the reader gets a sentence
  let lines = 0;
  const stdout = (/** @type {string} */ line) => {
    if (lines++ < MOST_LINES) log(line.slice(0, LONGEST_LINE));
  };
  return { options: { heapsize: HEAP_BYTES, stdout }, time: watchTime(), close: closeSandbox };
}

/**
 * Take away all but the language itself, since Python reaches these globals by `import js`; no new code from text
 * either, which could `import()`.
 */
export function closeSandbox() {
  const levels = [];
  for (let level = self; level && level !== Object.prototype; level = Object.getPrototypeOf(level)) {
    levels.push(level);
  }
  const added = new Set(Object.getOwnPropertyNames(self).filter((name) => !globalsAtStart.has(name))); // by MicroPython
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * 65536 > MEMORY_BYTES) {
      throw new RangeError("memory limit"); // MicroPython raises MemoryError
    }
    return grow.call(this, pages);
  };
  for (const level of levels) {
    for (const name of Object.getOwnPropertyNames(level)) {
      if (!STAYS.has(name) && !added.has(name)) {
        Reflect.deleteProperty(level, name);
      }
    }
  }
  const kinds = [function () {}, async function () {}, function* () {}, async function* () {}];
  for (const kind of kinds) {
    Object.defineProperty(Object.getPrototypeOf(kind), "constructor", { value: undefined });
  }
}
