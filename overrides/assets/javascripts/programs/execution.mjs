/** How Python runs a block, and what is told of an error. Knows nothing of pages and Workers: tests run it in Node. */

const FRAME = /^ *File "(.*)", line (\d+)/;
const LONGEST = 300; // characters of a message

/** @typedef {{ line: number, message: string }} Failure  the line is 0 where none is known */
/** @typedef {import("@micropython/micropython-webassembly-pyscript/micropython.mjs").MicroPython} MicroPython */

/** Begin a program anew. @param {MicroPython} python */
export function begin(python) {
  python.runPython('program = {"__name__": "__main__"}');
}

/** Run a block in the program. @param {MicroPython} python @param {string} code @returns {Failure|null} */
export function execute(python, code) {
  python.globals.set("code", code);
  try {
    python.runPython('exec(compile(code, "program", "exec"), program)');
    return null;
  } catch (error) {
    if (error instanceof Error && error.name === "PythonError") return failure(error.message);
    throw error;
  }
}

/** What a traceback says: its last line, and in which line of the block it happened. @param {string} traceback @returns {Failure} */
export function failure(traceback) {
  const lines = traceback.trimEnd().split("\n");
  const frames = lines.map((line) => FRAME.exec(line));
  const own = frames.findLast((frame) => frame?.[1] === "program");
  const said = lines.slice(frames.findLastIndex(Boolean) + 1).join(" ");
  return { line: Number(own?.[2] ?? 0), message: said.replace(/: *$/, "").slice(0, LONGEST) };
}

/** Numbers as CPython writes them: MicroPython writes 0.0729 as 0.07290000000000001. @param {string} text */
export function tidy(text) {
  return text.replace(/\d+\.\d+(?=(e?))/g, (number, exponent) => {
    const short = rounded(number, exponent);
    return short.length < number.length - 2 ? short : number;
  });
}

/** Whether two texts differ in the last digits of long numbers at most. @param {string} one @param {string} other */
export function isSame(one, other) {
  const [a, b] = [one, other].map((text) => text.trimEnd().replace(/\d+\.\d+(?=(e?))/g, rounded));
  return a === b;
}

/** A number with the digits that both interpreters get right. @param {string} number @param {string} exponent whether one follows */
function rounded(number, exponent) {
  if (number.replace(/^[0.]+|\./g, "").length < 16) return number;
  const short = String(Number(Number(number).toPrecision(15)));
  return short.includes(".") || exponent ? short : `${short}.0`;
}

/**
 * The blocks to run before one, in order: those that it needs, those that the reader has changed, and, where he has changed
 * this one, those that have to do with a name in it.
 *
 * @param {import("./program.mjs").Pack} pack @param {number} number @param {string|null} changed its text, where it has changed
 * @param {number[]} others that have changed
 */
export function needed(pack, number, changed, others) {
  const words = new Set(changed?.match(/[\p{L}_][\p{L}\p{N}_]*/gu));
  const named = [...words].flatMap((word) => (Object.hasOwn(pack.names, word) ? pack.names[word] : []));
  const before = [...pack.needs[number], ...named, ...others].filter((each) => each < number);
  return [...new Set(before.flatMap((each) => [...pack.needs[each], each]))].sort((a, b) => a - b);
}
