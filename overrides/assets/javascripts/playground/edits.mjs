/**
 * What the reader changes. Edits wait while a request is on its way, and go along with the next one.
 *
 * @typedef {import("./types").Edit} Edit
 */

export class Edits {
  #send;
  #onError;

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
    this.waiting = withEdit(this.waiting, edit);
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
    try {
      for (let isDue = again; isDue || this.waiting.length; isDue = false) {
        await this.#send(this.waiting.splice(0));
      }
    } catch (error) {
      this.#onError(error);
    } finally {
      this.busy = false;
    }
    return true;
  }
}

/** The edits with one more, which takes the place of an older text for the same control. @param {Edit[]} edits @param {Edit} edit */
export function withEdit(edits, edit) {
  const last = edits.at(-1);
  const isNewer = last && !last.op && !edit.op && target(last) === target(edit);
  return [...(isNewer ? edits.slice(0, -1) : edits), edit];
}

/** @param {Edit} edit */
function target({ setting, path }) {
  return JSON.stringify([setting, path]);
}
