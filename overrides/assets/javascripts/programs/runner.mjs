/**
 * The Worker in which the program of a page runs, shut in as the reader's code of a playground is.
 *
 * In: {files}, once; then {steps}: a program from its beginning, of which the last block is to be seen. Out: {ready};
 * {at: index} when a block begins; {printed: text} since the last one; {done: {failure, isCut}} or {broken: text}. A block
 * that is over its limit ends without a word: the page knows.
 *
 * @typedef {import("./runs.mjs").Step} Step
 */

import { loadMicroPython } from "@micropython/micropython-webassembly-pyscript/micropython.mjs";
import { write } from "../playground/files.mjs";
import { rememberTables } from "../playground/table.mjs";
import { watchTime } from "../playground/deadline.mjs";
import { closeSandbox } from "../playground/sandbox.mjs";
import { begin, execute } from "./execution.mjs";

const WASM = new URL(WASM_NAME, import.meta.url);
const HEAP_BYTES = 16 * 1024 * 1024;
const MOST = 20_000; // characters that are kept of what is printed
const PAUSE_MS = 100; // between two messages of what is printed: all of it may come too late

const send = self.postMessage.bind(self);
console.error = console.debug; // the loader says there that memory did not grow; the reader gets a sentence

/** @type {string[]} */
let lines = [];
let room = 0; // for characters; none while a block runs that is not to be seen
let isCut = false;
let sent = 0;

const time = watchTime();
rememberTables();
const interpreter = loadMicroPython({
  url: WASM.href,
  heapsize: HEAP_BYTES,
  linebuffer: true,
  stdout: print,
  stderr: print,
  stdin: () => null, // nobody types: the end of a file
});

self.onmessage = async ({ data: { files, steps } }) => {
  try {
    const python = await interpreter;
    if (files) {
      write(python.FS, files);
      closeSandbox();
      send({ ready: true });
    } else {
      send({ done: run(python, steps) });
    }
  } catch (error) {
    if (error !== time.late) send({ broken: String(error) });
  }
};

/** @param {import("./execution.mjs").MicroPython} python @param {Step[]} steps */
function run(python, steps) {
  time.limit(steps[0].limit);
  begin(python);
  isCut = false;
  for (const [index, { code, limit }] of steps.entries()) {
    const isSeen = index === steps.length - 1;
    send({ at: index });
    time.limit(limit);
    room = isSeen ? MOST : 0;
    const failure = execute(python, code);
    sent = Infinity;
    python.runPython("print()"); // ends the last line
    if (isSeen) flush(lines.join("\n"));
    if (failure || isSeen) return { failure, isCut };
  }
}

/** @param {string} line */
function print(line) {
  if (room <= 0) return;
  isCut ||= line.length >= room;
  lines.push(line.slice(0, room));
  room -= line.length + 1;
  if (room <= 0 || performance.now() - sent > PAUSE_MS) flush(lines.join("\n") + "\n");
}

/** @param {string} printed */
function flush(printed) {
  send({ printed });
  lines = [];
  sent = performance.now();
}
