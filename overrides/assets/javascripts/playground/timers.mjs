/** What is done after a while, by name: asking again begins the while again. */

export class Timers {
  /** @type {Map<string, ReturnType<typeof setTimeout>>} */ #running = new Map();

  /** @param {number} milliseconds @param {string} name @param {() => void} action */
  after(milliseconds, name, action) {
    clearTimeout(this.#running.get(name));
    this.#running.set(name, setTimeout(action, milliseconds));
  }

  stop() {
    this.#running.forEach((timer) => clearTimeout(timer));
  }
}
