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
  /** @param {"main"|"sandbox"} name */
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

  /** @param {string} playground @param {string} [request] @returns {Promise<string>} */
  send(playground, request) {
    if (!this.worker) {
      return Promise.reject(new BridgeError("Ended", "the Worker has ended"));
    }
    const id = ++this.count;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, playground, request });
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

  /** Get ready for a playground. @param {string} playground */
  load(playground) {
    if (!this.loaded.has(playground)) {
      const late = new BridgeError("LoadError", "no answer");
      const loading = withLimit(this.send(playground), START_LIMIT_MS, late);
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

/** @type {Map<string, Interpreter>} those of this page, by key; the first who asks starts one */
const interpreters = new Map();
/** @type {Set<object>} the open connections of this page */
const connections = new Set();

/** One for all of our own code, and a sandbox for each playground. @param {"main"|"sandbox"} name @param {string} [playground] */
function interpreter(name, playground = "") {
  const key = `${name} ${playground}`;
  if (!interpreters.get(key)?.worker) {
    interpreters.set(key, new Interpreter(name));
  }
  return interpreters.get(key);
}

/**
 * Connect to a playground's Python. Workers start with the first request and end with the last connection.
 *
 * @param {string} playground
 */
export function connect(playground) {
  const text = (request) => JSON.stringify({ playground, ...request });
  let closed = false;

  /** @param {"main"|"sandbox"} name */
  function open(name) {
    if (closed) {
      throw new BridgeError("Ended", "the page was left");
    }
    connections.add(connection);
    return interpreter(name, name === "sandbox" ? playground : "");
  }

  /** Let a request reach a Worker, and end the Worker where it broke. */
  async function send(worker, request, limit) {
    const late = new BridgeError("Timeout", "the Worker was stopped");
    const answer = worker.send(playground, text(request));
    try {
      return value(await (limit ? withLimit(answer, limit, late) : answer));
    } catch (error) {
      if (error === late || error.type === "Failure") {
        worker.end(error);
      }
      throw error;
    }
  }

  const connection = {
    /** Ask our own code. @param {object} request */
    async ask(request) {
      const main = open("main");
      await main.load(playground);
      return send(main, request);
    },

    /** Ask where the reader's code may run; ended when it takes too long. @param {object} request */
    async askSandbox(request) {
      const sandbox = open("sandbox");
      await sandbox.load(playground);
      return send(sandbox, { ...request, run: true }, SANDBOX_LIMIT_MS);
    },

    /** Start, and wait until there is somebody to ask. */
    async ready(name = "main") {
      await open(name).load(playground);
    },

    /** Start before there is something to ask; what goes wrong is said to the first who asks. */
    warm(name = "main") {
      connection.ready(name).catch(() => {});
    },

    /** Let go; the last one ends the Workers. */
    close() {
      closed = true;
      connections.delete(connection);
      if (connections.size === 0) {
        interpreters.forEach((each) => each.end(new BridgeError("Ended", "the page was left")));
        interpreters.clear();
      }
    },
  };
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
