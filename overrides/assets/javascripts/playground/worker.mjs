/**
 * Runs `plots.bridge` in MicroPython. One such Worker serves a page; a second one, named "sandbox", runs what the
 * reader wrote, without network and storage and with little memory.
 *
 * In: {id, playground, request?: JSON text}; without a request it only gets ready. Out: {id, answer: JSON text} or
 * {id, failure: text}.
 */

import { loadMicroPython } from "@micropython/micropython-webassembly-pyscript/micropython.mjs";
import { write } from "./files.mjs";
import { rememberTables } from "./table.mjs";

const PYTHON = new URL("../../python/", import.meta.url);
const WASM = new URL(WASM_NAME, import.meta.url);
const SANDBOX = new URL(SANDBOX_NAME, import.meta.url);
const FIRST = ".json"; // the packs of a playground's files, as they come to be needed: the first picture, …
/** @type {[suffix: string, delay: number][]} */
const OTHERS = [
  [".later.json", 1000], // … other pictures and controls; and when they are fetched in any case: the network may go
  [".rest.json", 2000], // … what is seldom asked for, as that of the page (playground.mjs)
];
const HEAP_BYTES = 16 * 1024 * 1024; // one block from the start: fewer, shorter collections than a heap that grows
const LIMIT_MS = 2000; // for what the reader wrote; the page waits as long (bridge.mjs)

const send = self.postMessage.bind(self);
/** @type {Promise<ReturnType<typeof import("./sandbox.mjs").prepare>>|null} */
const sandbox = self.name === "sandbox" ? import(SANDBOX.href).then(({ prepare }) => prepare()) : null;
rememberTables();
const interpreter = start();
/** @type {Map<string, Promise<void>>} the packs of each playground's files, by name */
const parts = new Map();
/** @type {((request: string) => string)|null} */
let handle = null;

async function start() {
  const options = (await sandbox)?.options;
  return loadMicroPython({ url: WASM.href, heapsize: HEAP_BYTES, ...options });
}

self.onmessage = async ({ data: { id, playground, request } }) => {
  const time = (await sandbox)?.time;
  try {
    await getReady(playground);
    time?.limit(LIMIT_MS);
    send({ id, answer: request && handle ? await answer(handle, playground, request) : "" });
  } catch (error) {
    if (error === time?.late) return; // the page knows
    send({ id, failure: error instanceof Error ? error.message : String(error) });
  }
};

/** Fetch what the first picture needs, while the interpreter starts, and open the door. @param {string} playground */
async function getReady(playground) {
  await part(playground + FIRST);
  if (handle) {
    return;
  }
  if (sandbox) {
    await Promise.all(OTHERS.map(([suffix]) => part(playground + suffix))); // later the sandbox is closed
  }
  const python = await interpreter;
  // Garbage is collected between two requests: if it may not be 4 MB by then, after nearly every answer.
  python.runPython("import gc\ngc.threshold(1<<22)\nfrom plots import bridge");
  const bridge = python.globals.get("bridge");
  bridge.find(playground); // to import it takes as long as to answer
  handle = bridge.handle;
  if (sandbox) {
    (await sandbox).close();
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
    if (sandbox || !text.startsWith('{"error"') || !text.includes('"ImportError"')) {
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
