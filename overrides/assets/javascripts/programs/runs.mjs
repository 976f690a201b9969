/** The Worker of a page, as promises: one run at a time, each block of it with its limit. */

const RUNNER = new URL(RUNNER_NAME, import.meta.url);
const START_LIMIT_MS = 20_000;

/**
 * @typedef {{ code: string, limit: number }} Step  limit in milliseconds
 * @typedef {{ kind: "done", at: number, failure: import("./execution.mjs").Failure|null, isCut: boolean }
 *   | { kind: "late"|"stopped"|"broken", at: number }} Outcome  where it ended
 */

export class Runner {
  #worker = new Worker(RUNNER, { type: "module", name: "program" });
  /** @type {number|undefined} */ #timer;
  /** @type {(outcome: Outcome) => void} */ #settle = () => {};
  #at = 0;
  hasEnded = false;

  /** Start, with what the interpreter shall find. @param {Record<string, string>} files */
  start(files) {
    return new Promise((resolve, reject) => {
      this.#settle = resolve; // stopped before it began: run() says so
      const fail = () => {
        reject(new Error("no Worker"));
        this.end("broken");
      };
      this.#worker.onerror = (event) => (event.preventDefault(), fail());
      this.#worker.onmessage = ({ data }) => {
        clearTimeout(this.#timer);
        if (data.ready) resolve(undefined);
        else fail();
      };
      this.#timer = setTimeout(fail, START_LIMIT_MS);
      this.#worker.postMessage({ files });
    });
  }

  /** Run steps; the last one is seen. @param {Step[]} steps @param {(text: string) => void} show @returns {Promise<Outcome>} */
  run(steps, show) {
    return new Promise((resolve) => {
      if (this.hasEnded) return resolve({ kind: "stopped", at: steps.length - 1 });
      this.#settle = resolve;
      this.#worker.onerror = (event) => (event.preventDefault(), this.end("broken"));
      this.#worker.onmessage = ({ data }) => {
        if (data.at !== undefined) {
          this.#at = data.at;
          clearTimeout(this.#timer);
          this.#timer = setTimeout(() => this.end("late"), steps[data.at].limit);
        } else if (data.printed !== undefined) {
          show(data.printed);
        } else if (data.done) {
          clearTimeout(this.#timer);
          resolve({ kind: "done", at: this.#at, ...data.done });
        } else {
          this.end("broken");
        }
      };
      this.#worker.postMessage({ steps });
    });
  }

  /** End the Worker; where that does not stop Python, its own limit does (deadline.mjs). @param {"late"|"stopped"|"broken"} kind */
  end(kind) {
    clearTimeout(this.#timer);
    this.#worker.terminate();
    this.hasEnded = true;
    this.#settle({ kind, at: this.#at });
  }
}
