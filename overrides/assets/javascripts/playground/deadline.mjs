/**
 * Python that ends when its time is up, by itself: not every engine ends a Worker whose WebAssembly does not come back.
 *
 * The interpreter polls nothing, so polling is put into it: each loop of its WebAssembly counts down, and at zero calls a
 * function of ours that it imports anyway, which throws once it is too late. What was thrown ends all that runs; the count
 * stays at zero then, so whatever starts later ends at its first loop.
 */

const CLOCK = "mp_js_ticks_ms"; // imported, takes nothing
const POLL_EVERY = 1 << 14; // rounds of loops; some µs
const [IMPORTS, GLOBALS, CODE] = [2, 6, 10]; // sections
const I32 = 0x7f;
const VOID = 0x40;
const OP = { loop: 0x03, if: 0x04, end: 0x0b, table: 0x0e, call: 0x10, drop: 0x1a, getGlobal: 0x23, setGlobal: 0x24 };
const LITERAL = { integer: 0x41, float: 0x43, double: 0x44 };
const [EQZ, SUBTRACT, MORE] = [0x45, 0x6b, 0xfc];
/** How many numbers follow operations: the first, the last, so many. */
const OPERANDS = [
  ...[
    [0x00, 0x01, 0],
    [0x02, 0x04, 1],
    [0x05, 0x05, 0],
    [0x0b, 0x0b, 0],
    [0x0c, 0x0d, 1],
    [0x0f, 0x0f, 0],
  ],
  ...[
    [0x10, 0x10, 1],
    [0x11, 0x11, 2],
    [0x1a, 0x1b, 0],
    [0x20, 0x24, 1],
    [0x28, 0x3e, 2],
    [0x3f, 0x42, 1],
  ],
  [0x45, 0xc4, 0],
];
const MORE_OPERANDS = [0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 1]; // of those that begin with MORE

/**
 * Let the interpreter that is loaded next end in time.
 *
 * @typedef {{late: Error, limit: (milliseconds: number) => void}} Time
 *   `limit`: from now; throws where time was up before, and the interpreter is in pieces. `late`: what is thrown
 * @returns {Time}
 */
export function watchTime() {
  const now = performance.now.bind(performance); // Python reaches the other one
  const late = new Error("time is up");
  let deadline = Infinity;
  let isOver = false;
  const clock = () => {
    isOver ||= now() > deadline;
    if (isOver) throw late;
    return now(); // since when does not matter
  };
  const limit = (/** @type {number} */ milliseconds) => {
    if (isOver) throw new Error("the interpreter was stopped");
    deadline = now() + milliseconds;
  };
  // What is collected would be cleaned up by Python at any moment, and end it where the time of the last run is over.
  /** @type {any} */ (globalThis).FinalizationRegistry = class {
    register() {}
    unregister() {}
  };
  const { instantiate } = WebAssembly;
  /** @type {any} */ (WebAssembly).instantiate = (/** @type {ArrayBuffer} */ bytes, /** @type {any} */ imports) =>
    instantiate(polling(new Uint8Array(bytes)), { ...imports, env: { ...imports.env, [CLOCK]: clock } });
  WebAssembly.instantiateStreaming = async (response, imports) =>
    WebAssembly.instantiate(await (await response).arrayBuffer(), imports);
  return { late, limit };
}

/** A module whose loops poll. @param {Uint8Array} bytes */
export function polling(bytes) {
  const reader = new Reader(bytes, 8); // behind magic number and version
  const made = [bytes.subarray(0, 8)];
  let clock = -1;
  let count = -1; // the index of the global that counts
  while (reader.at < bytes.length) {
    const id = reader.byte();
    const body = reader.sized();
    if (id === IMPORTS) clock = importedAt(new Reader(body), CLOCK);
    const changed =
      id === GLOBALS
        ? withGlobal(body, (index) => (count = index))
        : id === CODE
          ? withPolls(body, poll(clock, count))
          : body;
    made.push(Uint8Array.of(id, ...number(changed.length)), changed);
  }
  return joined(made);
}

/** What a loop does first. @param {number} clock @param {number} count */
function poll(clock, count) {
  const index = number(count);
  const [get, set] = [
    [OP.getGlobal, ...index],
    [OP.setGlobal, ...index],
  ];
  const refill = [OP.call, ...number(clock), OP.drop, LITERAL.integer, ...signed(POLL_EVERY), ...set];
  const countDown = [...get, LITERAL.integer, 1, SUBTRACT, ...set];
  return Uint8Array.of(...get, EQZ, OP.if, VOID, ...refill, OP.end, ...countDown);
}

/** The index of an imported function. @param {Reader} reader @param {string} wanted */
function importedAt(reader, wanted) {
  let index = 0;
  for (let left = reader.number(); left > 0; left--) {
    reader.sized();
    const name = String.fromCharCode(...reader.sized());
    if (reader.byte() !== 0) throw new Error(`${name} is no function`);
    reader.number();
    if (name === wanted) return index;
    index++;
  }
  throw new Error(`no ${wanted}`);
}

/** The section of globals with one more. @param {Uint8Array} body @param {(index: number) => void} tell its index; no global is imported */
function withGlobal(body, tell) {
  const reader = new Reader(body);
  const many = reader.number();
  tell(many);
  return joined([
    number(many + 1),
    body.subarray(reader.at),
    Uint8Array.of(I32, 1, LITERAL.integer, ...signed(POLL_EVERY), OP.end),
  ]);
}

/** The section of code with polls in all loops. @param {Uint8Array} body @param {Uint8Array} polled */
function withPolls(body, polled) {
  const reader = new Reader(body);
  const many = reader.number();
  const made = [number(many)];
  for (let left = many; left > 0; left--) {
    const code = reader.sized();
    const parts = [];
    let from = 0;
    for (const at of loops(new Reader(code))) {
      parts.push(code.subarray(from, at), polled);
      from = at;
    }
    parts.push(code.subarray(from));
    made.push(number(parts.reduce((sum, { length }) => sum + length, 0)), ...parts);
  }
  return joined(made);
}

/** Where in a function each loop begins. @param {Reader} code */
function* loops(code) {
  for (let left = code.number(); left > 0; left--) {
    code.number();
    code.byte(); // so many locals of a type
  }
  while (code.at < code.bytes.length) {
    const operation = code.byte();
    skipOperands(code, operation);
    if (operation === OP.loop) yield code.at;
  }
}

/** Pass over what follows an operation. @param {Reader} code @param {number} operation */
function skipOperands(code, operation) {
  let numbers = OPERANDS.find(([first, last]) => first <= operation && operation <= last)?.[2];
  if (operation === OP.table) {
    numbers = code.number() + 1;
  } else if (operation === LITERAL.float || operation === LITERAL.double) {
    code.at += operation === LITERAL.float ? 4 : 8;
    numbers = 0;
  } else if (operation === MORE) {
    numbers = MORE_OPERANDS[code.number()];
  }
  if (numbers === undefined) throw new Error(`unknown operation ${operation}`);
  for (; numbers > 0; numbers--) code.number();
}

/** Reads numbers and byte strings one behind the other. */
class Reader {
  /** @param {Uint8Array} bytes @param {number} [at] */
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  byte() {
    return this.bytes[this.at++];
  }

  /** A number of 7 bits a byte; of a signed one only that it ends here is right. */
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }

  /** As many bytes as a number says. */
  sized() {
    const length = this.number();
    return this.bytes.subarray(this.at, (this.at += length));
  }
}

/** @param {number} value @returns {Uint8Array} */
function number(value) {
  const bytes = [];
  for (; value > 0x7f; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  return Uint8Array.of(...bytes, value);
}

/** A positive number where a signed one is read. @param {number} value */
function signed(value) {
  const bytes = number(value);
  const last = bytes[bytes.length - 1];
  return last < 0x40 ? bytes : Uint8Array.of(...bytes.subarray(0, -1), last | 0x80, 0);
}

/** @param {Uint8Array[]} parts */
function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
