/** Which code may run: what the reader wrote, and what he has run once; not what a link brought. */

/**
 * @typedef {import("./types").State} State
 * @typedef {State["code"][number]} Place  where code stands that is not ours
 */

export class Trust {
  /** @type {Set<string|undefined>} */ #texts = new Set();

  /** Where the code of a state stands that must not run yet. @param {State} state @returns {Place[]} */
  waiting(state) {
    return state.code.filter((place) => !this.#texts.has(textAt(state, place)));
  }

  /** Whether all code of a state may run. @param {State} state */
  allows(state) {
    return this.waiting(state).length === 0;
  }

  /** Let the code of a state run, whenever it comes back; or that of one setting. @param {State} state @param {number} [only] */
  give(state, only) {
    for (const place of state.code) {
      if (only === undefined || place.setting === only) {
        this.#texts.add(textAt(state, place));
      }
    }
  }
}

/** @param {State} state @param {Place} place */
function textAt({ values }, { setting, path }) {
  return values[setting].find(([each]) => String(each) === String(path))?.[1];
}
