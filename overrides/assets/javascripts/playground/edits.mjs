/**
 * What the reader changes. Edits wait while a request is on its way, and go along with the next one; with each go those of
 * one step. That is what is done to one control until it is let go, the focus leaves it, or another one is touched: a
 * number that is typed is one step, and so is a point that is dragged.
 *
 * @typedef {import("./types").Edit} Edit
 */

export class Edits {
  #send;
  #onError;
  #step = 0; // the number of the one that is being made
  #control = ""; // with which it is made

  /** @param {(edits: Edit[]) => Promise<void>} send asks with what has waited @param {(error: unknown) => void} onError */
  constructor(send, onError) {
    this.#send = send;
    this.#onError = onError;
    /** @type {Edit[]} */
    this.waiting = [];
    this.busy = false;
  }

  /** @param {Edit} edit */
  add(edit) {
    const control = edit.op ? "" : target(edit);
    if (!control || control !== this.#control) {
      this.#step += 1;
    }
    this.#control = control;
    this.waiting = withEdit(this.waiting, { ...edit, step: this.#step });
  }

  /** A control was let go: what is done to it from now on is another step. */
  end() {
    this.#control = "";
  }

  /**
   * Send until nothing waits, one request at a time.
   *
   * @param {{again?: boolean}} [how] `again`: even if nothing waits @returns {Promise<boolean>} false while another call does
   */
  async work({ again = false } = {}) {
    if (this.busy) {
      return false;
    }
    this.busy = true;
    for (let isDue = again; isDue || this.waiting.length; isDue = false) {
      try {
        await this.#send(this.waiting.splice(0, stepLength(this.waiting)));
      } catch (error) {
        this.#onError(error);
      }
    }
    this.busy = false;
    return true;
  }
}

/** The edits with one more, which takes the place of an older text for the same control. @param {Edit[]} edits @param {Edit} edit */
export function withEdit(edits, edit) {
  const last = edits.at(-1);
  const isNewer = last && !last.op && !edit.op && last.step === edit.step && target(last) === target(edit);
  return [...(isNewer ? edits.slice(0, -1) : edits), edit];
}

/** How many of the edits, from the first on, belong to one step. @param {Edit[]} edits */
function stepLength(edits) {
  const other = edits.findIndex(({ step }) => step !== edits[0].step);
  return other < 0 ? edits.length : other;
}

/** @param {Edit} edit */
function target({ setting, path }) {
  return JSON.stringify([setting, path]);
}
