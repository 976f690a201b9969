/**
 * Runs `plots.bridge` in MicroPython. One such Worker serves a page; a second one, named "sandbox", runs what the
 * reader wrote, without network and storage and with little memory.
 *
 * In:  {id, load: playground} or {id, request: JSON text}.  Out: {id, answer: JSON text} or {id, failure: text}.
 */

const SITE = new URL("../../../", import.meta.url);
const PYTHON = new URL("assets/python/", SITE);
const VENDOR = new URL("assets/generated/vendor/", SITE);
const HEAP_BYTES = 16 * 1024 * 1024; // one block from the start: fewer, shorter collections than a heap that grows
const SANDBOX_HEAP_BYTES = 4 * 1024 * 1024;
const SANDBOX_MEMORY_BYTES = 64 * 1024 * 1024;
const STAYS_IN_SANDBOX = new Set([
  ...["globalThis", "self", "Infinity", "NaN", "undefined", "Object", "Array", "Function", "Boolean", "Symbol", "Error"],
  ...["RangeError", "TypeError", "SyntaxError", "ReferenceError", "EvalError", "URIError", "AggregateError", "Number"],
  ...["BigInt", "Math", "Date", "String", "RegExp", "JSON", "Promise", "Reflect", "Proxy", "Map", "Set", "WeakMap"],
  ...["WeakSet", "WeakRef", "FinalizationRegistry", "ArrayBuffer", "DataView", "Int8Array", "Uint8Array", "Int16Array"],
  ...["Uint8ClampedArray", "Uint16Array", "Int32Array", "Uint32Array", "BigInt64Array", "BigUint64Array"],
  ...["Float32Array", "Float64Array", "isNaN", "isFinite", "parseInt", "parseFloat", "performance", "crypto"],
]);

const sandboxed = self.name === "sandbox";
const send = self.postMessage.bind(self);
const interpreter = start();
/** @type {Set<string>} files that are in the interpreter's file system */
const written = new Set();
/** @type {(text: string) => string} */
let handle;

self.onmessage = async ({ data }) => {
  try {
    if (data.load) {
      await load(data.load);
    }
    send({ id: data.id, answer: data.request ? handle(data.request) : "" });
  } catch (error) {
    send({ id: data.id, failure: String(error?.message ?? error) });
  }
};

/** Fetch MicroPython's two files and the list of ours at the same time, then start it. */
async function start() {
  const [{ loadMicroPython }, wasm, manifest] = await Promise.all([
    import(new URL("micropython.mjs", VENDOR).href),
    fetchChecked(new URL("micropython.wasm", VENDOR)).then((response) => response.blob()),
    fetchChecked(new URL("manifest.json", PYTHON)).then((response) => response.json()),
  ]);
  const url = URL.createObjectURL(wasm);
  const python = await loadMicroPython({ url, heapsize: sandboxed ? SANDBOX_HEAP_BYTES : HEAP_BYTES, linebuffer: true });
  URL.revokeObjectURL(url);
  return { python, manifest };
}

/** Bring the files of a playground into the interpreter and open the door to them. */
async function load(playground) {
  const { python, manifest } = await interpreter;
  const missing = (manifest[playground] ?? []).filter((path) => !written.has(path));
  const texts = await Promise.all(missing.map((path) => fetchChecked(new URL(path, PYTHON)).then((response) => response.text())));
  missing.forEach((path, index) => {
    const file = `/lib/${path}`;
    python.FS.mkdirTree(file.slice(0, file.lastIndexOf("/")));
    python.FS.writeFile(file, texts[index]);
    written.add(path);
  });
  if (!handle) {
    python.runPython("from plots import bridge");
    handle = python.globals.get("bridge").handle;
    if (sandboxed) {
      closeSandbox();
    }
  }
}

async function fetchChecked(address) {
  const response = await fetch(address);
  if (!response.ok) {
    throw new Error(`${address}: ${response.status}`);
  }
  return response;
}

/**
 * Take away all but the language itself, since Python reaches these globals by `import js`; no new code from text
 * either, which could `import()`. The page ends this Worker when time is up.
 */
function closeSandbox() {
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * 65536 > SANDBOX_MEMORY_BYTES) {
      throw new RangeError("memory limit"); // MicroPython raises MemoryError
    }
    return grow.call(this, pages);
  };
  for (let level = self; level && level !== Object.prototype; level = Object.getPrototypeOf(level)) {
    for (const name of Object.getOwnPropertyNames(level)) {
      if (!STAYS_IN_SANDBOX.has(name) && !name.startsWith("proxy_js_") && name !== "pyProxyFinalizationRegistry") {
        Reflect.deleteProperty(level, name);
      }
    }
  }
  const kinds = [function () {}, async function () {}, function* () {}, async function* () {}];
  for (const kind of kinds) {
    Object.defineProperty(Object.getPrototypeOf(kind), "constructor", { value: undefined });
  }
}
