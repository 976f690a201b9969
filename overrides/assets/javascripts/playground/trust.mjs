/** Which code may run: what the reader wrote, and what he has run once; not what a link brought. */

/** @typedef {import("./types").State} State */

export class Trust {
  /** @type {Set<string|undefined>} */ #texts = new Set();

  /** Whether all code of a state may run. @param {State} state */
  allows(state) {
    return codeOf(state).every((text) => this.#texts.has(text));
  }

  /** Let the code of a state run, whenever it comes back. @param {State} state */
  give(state) {
    codeOf(state).forEach((text) => this.#texts.add(text));
  }
}

/** The code of a state that is not ours. @param {State} state */
function codeOf({ code, values }) {
  return code.map(({ setting, path }) => values[setting].find(([each]) => String(each) === String(path))?.[1]);
}
