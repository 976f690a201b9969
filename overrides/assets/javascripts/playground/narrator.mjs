/** The sentence below the picture: it follows the setting and the step, and is said to a screen reader after a while. */

import { nodesOf, wordsOf } from "./sentence.mjs";

const SAY_AFTER_MS = 700; // a reader who pauses wants to hear it

export class Narrator {
  #place;
  #live;
  #timers;
  #ask;
  #asking = false;
  #isOutdated = false; // whether what is asked for is not the newest

  /**
   * @param {import("./shell.mjs").Parts} parts @param {import("./timers.mjs").Timers} timers
   * @param {() => Promise<string|null>} ask for the sentence of what is shown now; null where it is another thing by then
   */
  constructor({ sentence, live }, timers, ask) {
    this.#place = sentence;
    this.#live = live;
    this.#timers = timers;
    this.#ask = ask;
    /** @type {string|undefined} the sentence that is shown */
    this.said = undefined;
  }

  /** Bring the sentence to what is shown. */
  async follow() {
    this.#isOutdated = true;
    if (this.#asking) {
      return;
    }
    this.#asking = true;
    while (this.#isOutdated) {
      this.#isOutdated = false;
      const sentence = await this.#ask();
      if (sentence !== null) {
        this.say(sentence);
      }
    }
    this.#asking = false;
  }

  /** Show a sentence. @param {string} sentence */
  say(sentence) {
    this.#place.replaceChildren(...nodesOf(sentence));
    if (this.said !== undefined && sentence !== this.said) {
      this.#timers.after(SAY_AFTER_MS, "say", () => this.announce(wordsOf(sentence)));
    }
    this.said = sentence;
  }

  /** Let a screen reader say it. @param {string} text */
  announce(text) {
    this.#live.textContent = text;
  }
}
