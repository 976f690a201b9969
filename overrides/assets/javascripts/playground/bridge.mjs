/**
 * The only module that knows that Python exists: requests go in as plain data, plain data or an error comes out.
 *
 * @typedef {"main"|"sandbox"} Name  of a Worker: for our own code, for the reader's
 * @typedef {{resolve: (answer: string) => void, reject: (reason: Error) => void}} Waiting
 * @typedef {{ready: (name?: Name) => Promise<void>, warm: (name?: Name) => void, close: () => void, ask: Ask, askSandbox: Ask}} Connection
 * @typedef {{<K extends keyof import("./types").Answers>(request: {do: K} & import("./types").Request): Promise<import("./types").Answers[K]>}} Ask
 */

const SANDBOX_LIMIT_MS = 2000;
const START_LIMIT_MS = 20_000;
const WORKER = new URL(WORKER_NAME, import.meta.url);

/** A refusal whose message is for the reader. */
export class BridgeError extends Error {
  /** @param {string} type @param {string} message */
  constructor(type, message) {
    super(message);
    this.type = type;
  }
}

/** A Worker with requests on their way. */
class Interpreter {
  /** @param {Name} name */
  constructor(name) {
    /** @type {Map<number, Waiting>} */
    this.waiting = new Map();
    /** @type {Map<string, Promise<string>>} */
    this.loaded = new Map();
    this.count = 0;
    /** @type {Worker|null} */
    this.worker = new Worker(WORKER, { type: "module", name });
    this.worker.onmessage = ({ data }) => this.settle(data);
    this.worker.onerror = (event) => {
      event.preventDefault();
      this.end(new BridgeError("LoadError", event.message || "no Worker"));
    };
  }

  /** @param {string} playground @param {string} [request] @returns {Promise<string>} */
  send(playground, request) {
    const { worker } = this;
    if (!worker) {
      return Promise.reject(new BridgeError("Ended", "the Worker has ended"));
    }
    const id = ++this.count;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      worker.postMessage({ id, playground, request });
    });
  }

  /** @param {{id: number, answer?: string, failure?: string}} data */
  settle({ id, answer = "", failure }) {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (failure === undefined) {
      waiting?.resolve(answer);
    } else {
      waiting?.reject(new BridgeError("Failure", failure));
    }
  }

  /** Get ready for a playground. @param {string} playground */
  load(playground) {
    let loading = this.loaded.get(playground);
    if (!loading) {
      loading = withLimit(this.send(playground), START_LIMIT_MS, new BridgeError("LoadError", "no answer"));
      this.loaded.set(playground, loading);
      loading.catch((error) => this.end(error)); // the next who asks tries again
    }
    return loading;
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

/** @type {Map<string, Interpreter>} those of this page: "" for all of our own code, by playground for the reader's */
const interpreters = new Map();
/** @type {Set<Connection>} the open connections of this page */
const connections = new Set();

/**
 * Connect to a playground's Python. Workers start with the first request and end with the last connection.
 *
 * @param {string} playground @returns {Connection}
 */
export function connect(playground) {
  let closed = false;

  /** One for all of our own code, and a sandbox for each playground. @param {Name} name */
  function open(name) {
    if (closed) {
      throw new BridgeError("Ended", "the page was left");
    }
    connections.add(connection);
    const key = name === "sandbox" ? playground : "";
    let found = interpreters.get(key);
    if (!found?.worker) {
      found = new Interpreter(name);
      interpreters.set(key, found);
    }
    return found;
  }

  /** Let a request reach a Worker, and end the Worker where it broke. @param {Name} name @param {object} request @param {number} [limit] */
  async function send(name, request, limit) {
    const worker = open(name);
    await worker.load(playground);
    const late = new BridgeError("Timeout", "the Worker has ended");
    const answer = worker.send(playground, JSON.stringify({ playground, ...request }));
    try {
      return value(await (limit ? withLimit(answer, limit, late) : answer));
    } catch (error) {
      if (error instanceof BridgeError && (error === late || error.type === "Failure")) {
        worker.end(error);
      }
      throw error;
    }
  }

  /** @type {Connection} */
  const connection = {
    /** Ask our own code. */
    ask: (request) => send("main", request),

    /** Ask where the reader's code may run; ended when it takes too long. */
    askSandbox: (request) => send("sandbox", { ...request, run: true }, SANDBOX_LIMIT_MS),

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
  return Promise.race([promise, new Promise((_, reject) => setTimeout(reject, milliseconds, reason))]);
}
