/**
 * The only module that knows that Python exists: requests go in as plain data, plain data or an error comes out.
 *
 * A path names a control, as ["schedulers", 1, "gamma"]; only Python reads it.
 *
 * @typedef {(string|number)[]} Path
 * @typedef {{setting: number, path?: Path, text?: string, op?: string, index?: number}} Edit
 */

const SANDBOX_LIMIT_MS = 2000;
const START_LIMIT_MS = 20_000;
const WORKER = new URL("worker.mjs", import.meta.url);

/** A refusal whose message is for the reader. */
export class BridgeError extends Error {
  /** @param {string} type @param {string} message */
  constructor(type, message) {
    super(message);
    this.name = "BridgeError";
    this.type = type;
  }
}

/** A Worker with requests on their way. */
class Interpreter {
  /** @param {string} name */
  constructor(name) {
    /** @type {Map<number, {resolve: Function, reject: Function}>} */
    this.waiting = new Map();
    /** @type {Map<string, Promise<string>>} */
    this.loaded = new Map();
    this.count = 0;
    this.worker = new Worker(WORKER, { type: "module", name });
    this.worker.onmessage = ({ data }) => this.settle(data);
    this.worker.onerror = (event) => {
      event.preventDefault();
      this.end(new BridgeError("LoadError", event.message || "the Worker could not be loaded"));
    };
  }

  /** @param {{load?: string, request?: string}} message @returns {Promise<string>} */
  send(message) {
    if (!this.worker) {
      return Promise.reject(new BridgeError("Ended", "the Worker has ended"));
    }
    const id = ++this.count;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, ...message });
    });
  }

  /** @param {{id: number, answer?: string, failure?: string}} data */
  settle({ id, answer, failure }) {
    const { resolve, reject } = this.waiting.get(id) ?? {};
    this.waiting.delete(id);
    if (failure === undefined) {
      resolve?.(answer);
    } else {
      reject?.(new BridgeError("Failure", failure));
    }
  }

  /** Load the files of a playground, once. @param {string} playground */
  load(playground) {
    if (!this.loaded.has(playground)) {
      const late = new BridgeError("LoadError", "no answer");
      const loading = withLimit(this.send({ load: playground }), START_LIMIT_MS, late);
      this.loaded.set(playground, loading);
      loading.catch((error) => this.end(error)); // the next who asks tries again
    }
    return this.loaded.get(playground);
  }

  /** End the Worker; what waits is refused with `reason`. @param {Error} reason */
  end(reason) {
    this.worker?.terminate();
    this.worker = null;
    for (const { reject } of this.waiting.values()) {
      reject(reason);
    }
    this.waiting.clear();
  }
}

/** @type {Map<"main"|"sandbox", Interpreter>} those of this page; the first who asks starts one */
const interpreters = new Map();
/** @type {Set<object>} the open connections of this page */
const connections = new Set();

/** @param {"main"|"sandbox"} name */
function interpreter(name) {
  if (!interpreters.get(name)?.worker) {
    interpreters.set(name, new Interpreter(name));
  }
  return interpreters.get(name);
}

/** @param {"main"|"sandbox"} name @param {Error} reason */
function end(name, reason) {
  interpreters.get(name)?.end(reason);
  interpreters.delete(name);
}

/**
 * Connect to a playground's Python. Workers start with the first request and end with the last connection.
 *
 * @param {string} playground
 */
export function connect(playground) {
  const connection = {
    /** Ask our own code. @param {object} request */
    async ask(request) {
      connections.add(connection);
      const main = interpreter("main");
      await main.load(playground);
      return value(await main.send({ request: text(request) }));
    },

    /** Ask where the reader's code may run; ended when it takes too long. @param {object} request */
    async askSandbox(request) {
      connections.add(connection);
      const sandbox = interpreter("sandbox");
      await sandbox.load(playground);
      const late = new BridgeError("Timeout", "the code was stopped");
      try {
        return value(await withLimit(sandbox.send({ request: text({ ...request, run: true }) }), SANDBOX_LIMIT_MS, late));
      } catch (error) {
        if (error === late || error.type === "Failure") {
          end("sandbox", error);
        }
        throw error;
      }
    },

    /** Start before there is something to ask. */
    warm() {
      connections.add(connection);
      interpreter("main").load(playground).catch(() => {}); // said to the first who asks
    },

    /** Start the sandbox before it is needed. */
    warmSandbox() {
      connections.add(connection);
      interpreter("sandbox").load(playground).catch(() => {}); // said when the reader runs code
    },

    /** Let go; the last one ends the Workers. */
    close() {
      connections.delete(connection);
      if (connections.size === 0) {
        const reason = new BridgeError("Ended", "the page was left");
        end("main", reason);
        end("sandbox", reason);
      }
    },
  };
  const text = (request) => JSON.stringify({ playground, ...request });
  return connection;
}

/** @param {string} answer */
function value(answer) {
  const { ok, error } = JSON.parse(answer);
  if (error) {
    throw new BridgeError(error.type, error.message);
  }
  return ok;
}

/** @template T @param {Promise<T>} promise @param {number} milliseconds @param {Error} reason @returns {Promise<T>} */
function withLimit(promise, milliseconds, reason) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(reject, milliseconds, reason);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
