/**
 * What the reader can take back and do again; which edits are one step is told by edits.mjs.
 *
 * @typedef {{settings: import("./types").Setting[], active: number}} Moment  active: the setting whose controls are shown
 * @typedef {{number: number, from: Moment, to: Moment}} Step
 */

export class History {
  /** @type {Step[]} */ #done = [];
  /** @type {Step[]} */ #undone = [];

  /** Remember what edits did; those of one step become one, or none where they end as it began. @param {Step} step */
  add({ number, from, to }) {
    if (isSame(from, to)) {
      return;
    }
    const begun = this.#done.at(-1)?.number === number ? this.#done.pop() : undefined;
    const whole = { number, from: begun?.from ?? from, to };
    if (!isSame(whole.from, to)) {
      this.#done.push(whole);
    }
    this.#undone.length = 0;
  }

  get canUndo() {
    return this.#done.length > 0;
  }

  get canRedo() {
    return this.#undone.length > 0;
  }

  /** Take the last step back: where it began; undefined if there is none. */
  undo() {
    return move(this.#done, this.#undone)?.from;
  }

  /** Do the step again that was taken back last: where it led to; undefined if there is none. */
  redo() {
    return move(this.#undone, this.#done)?.to;
  }
}

/** @param {Step[]} from @param {Step[]} to */
function move(from, to) {
  const step = from.pop();
  if (step) {
    to.push(step);
  }
  return step;
}

/** @param {Moment} one @param {Moment} other */
function isSame(one, other) {
  return JSON.stringify(one.settings) === JSON.stringify(other.settings);
}
