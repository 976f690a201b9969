/**
 * Runs `plots.bridge` in MicroPython. One such Worker serves a page; a second one, named "sandbox", runs what the
 * reader wrote, without network and storage and with little memory.
 *
 * In: {id, playground, request?: JSON text}; without a request it only gets ready. Out: {id, answer: JSON text} or
 * {id, failure: text}.
 */

import { loadMicroPython } from "@micropython/micropython-webassembly-pyscript/micropython.mjs";

const PYTHON = new URL("../../python/", import.meta.url);
const WASM = new URL(WASM_NAME, import.meta.url);
const FIRST = ".json"; // the packs of a playground's files, as they come to be needed: the first picture, …
/** @type {[suffix: string, delay: number][]} */
const OTHERS = [
  [".later.json", 1000], // … other pictures and controls; and when they are fetched in any case: the network may go
  [".rest.json", 5000], // … what is seldom asked for
];
const HEAP_BYTES = 16 * 1024 * 1024; // one block from the start: fewer, shorter collections than a heap that grows
const SANDBOX_HEAP_BYTES = 4 * 1024 * 1024;
const SANDBOX_MEMORY_BYTES = 64 * 1024 * 1024;
const STAYS_IN_SANDBOX = new Set([
  ...["globalThis", "self", "Infinity", "NaN", "undefined", "Object", "Array", "Boolean", "Symbol", "Error"],
  ...["RangeError", "TypeError", "SyntaxError", "ReferenceError", "EvalError", "URIError", "AggregateError", "Number"],
  ...["BigInt", "Math", "Date", "String", "RegExp", "JSON", "Promise", "Reflect", "Proxy", "Map", "Set", "WeakMap"],
  ...["WeakSet", "WeakRef", "FinalizationRegistry", "ArrayBuffer", "DataView", "Int8Array", "Uint8Array", "Int16Array"],
  ...["Uint8ClampedArray", "Uint16Array", "Int32Array", "Uint32Array", "BigInt64Array", "BigUint64Array"],
  ...["Float32Array", "Float64Array", "isNaN", "isFinite", "parseInt", "parseFloat", "performance", "crypto"],
]);

const sandboxed = self.name === "sandbox";
const send = self.postMessage.bind(self);
const globalsAtStart = new Set(Object.getOwnPropertyNames(self));
if (sandboxed) {
  console.error = console.debug; // the loader says there that memory did not grow; the reader gets a sentence
}
const interpreter = loadMicroPython({
  url: WASM.href,
  heapsize: sandboxed ? SANDBOX_HEAP_BYTES : HEAP_BYTES,
  linebuffer: true,
});
/** @typedef {import("@micropython/micropython-webassembly-pyscript/micropython.mjs").FileSystem} FileSystem */

/** @type {Map<string, Promise<void>>} the packs of each playground's files, by name */
const parts = new Map();
/** @type {((request: string) => string)|null} */
let handle = null;

self.onmessage = async ({ data: { id, playground, request } }) => {
  try {
    await getReady(playground);
    send({ id, answer: request && handle ? await answer(handle, playground, request) : "" });
  } catch (error) {
    send({ id, failure: error instanceof Error ? error.message : String(error) });
  }
};

/** Fetch what the first picture needs, while the interpreter starts, and open the door. @param {string} playground */
async function getReady(playground) {
  await part(playground + FIRST);
  if (handle) {
    return;
  }
  if (sandboxed) {
    await Promise.all(OTHERS.map(([suffix]) => part(playground + suffix))); // later the sandbox is closed
  }
  const python = await interpreter;
  python.runPython("from plots import bridge");
  handle = python.globals.get("bridge").handle;
  if (sandboxed) {
    closeSandbox();
  } else {
    OTHERS.forEach(([suffix, delay]) => setTimeout(() => part(playground + suffix).catch(() => {}), delay));
  }
}

/**
 * Ask Python; what it imports only on demand may have to be waited for.
 *
 * @param {(request: string) => string} ask @param {string} playground @param {string} request
 */
async function answer(ask, playground, request) {
  let text = ask(request);
  for (const [suffix] of OTHERS) {
    if (sandboxed || !text.startsWith('{"error"') || JSON.parse(text).error.type !== "ImportError") {
      break;
    }
    await part(playground + suffix);
    text = ask(request);
  }
  return text;
}

/** Bring one part of the files into the interpreter, once. @param {string} name */
function part(name) {
  let coming = parts.get(name);
  if (!coming) {
    coming = Promise.all([interpreter, fetchJson(name)]).then(([python, files]) => write(python.FS, files));
    parts.set(name, coming);
    coming.catch(() => parts.delete(name)); // the next who asks tries again
  }
  return coming;
}

/** @param {string} name @returns {Promise<Record<string, string>>} */
async function fetchJson(name) {
  const response = await fetch(new URL(name, PYTHON));
  if (!response.ok) {
    throw new Error(`${response.url}: ${response.status}`);
  }
  return response.json();
}

/** @param {FileSystem} FS @param {Record<string, string>} files text by path */
function write(FS, files) {
  for (const [path, text] of Object.entries(files)) {
    const file = `/lib/${path}`;
    FS.mkdirTree(file.slice(0, file.lastIndexOf("/")));
    FS.writeFile(file, text);
  }
}

/**
 * Take away all but the language itself, since Python reaches these globals by `import js`; no new code from text
 * either, which could `import()`. The page ends this Worker when time is up.
 */
function closeSandbox() {
  const levels = [];
  for (let level = self; level && level !== Object.prototype; level = Object.getPrototypeOf(level)) {
    levels.push(level);
  }
  const added = new Set(Object.getOwnPropertyNames(self).filter((name) => !globalsAtStart.has(name))); // by MicroPython
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * 65536 > SANDBOX_MEMORY_BYTES) {
      throw new RangeError("memory limit"); // MicroPython raises MemoryError
    }
    return grow.call(this, pages);
  };
  for (const level of levels) {
    for (const name of Object.getOwnPropertyNames(level)) {
      if (!STAYS_IN_SANDBOX.has(name) && !added.has(name)) {
        Reflect.deleteProperty(level, name);
      }
    }
  }
  const kinds = [function () {}, async function () {}, function* () {}, async function* () {}];
  for (const kind of kinds) {
    Object.defineProperty(Object.getPrototypeOf(kind), "constructor", { value: undefined });
  }
}
