/** The sentence below the picture: it follows the setting and the step, and is said to a screen reader after a while. */

import { nodesOf, wordsOf } from "./sentence.mjs";

const SAY_AFTER_MS = 700; // a reader who pauses wants to hear it

export class Narrator {
  #place;
  #live;
  #timers;
  #ask;
  #isPassing;
  #isOutdated = false; // whether what is asked for is not the newest
  #isNews = false; // whether something has changed of which nothing was said aloud
  #lead = ""; // what is said before it

  /**
   * @param {import("./shell.mjs").Parts} parts @param {import("./timers.mjs").Timers} timers
   * @param {() => Promise<string|null>} ask for the sentence of what is shown now; null where it is another thing by then
   * @param {() => boolean} isPassing whether more is to come, of which a change is told once it is there
   */
  constructor({ sentence, live }, timers, ask, isPassing) {
    this.#place = sentence;
    this.#live = live;
    this.#timers = timers;
    this.#ask = ask;
    this.#isPassing = isPassing;
    /** @type {string|undefined} the sentence that is shown */
    this.said = undefined;
    this.isAsking = false;
  }

  /** Bring the sentence to what is shown. */
  async follow() {
    this.#isOutdated = true;
    if (this.isAsking) {
      return;
    }
    this.isAsking = true;
    while (this.#isOutdated) {
      this.#isOutdated = false;
      const sentence = await this.#ask();
      if (sentence !== null) {
        this.say(sentence);
      }
    }
    this.isAsking = false;
  }

  /** Something changes: whatever comes of it is said aloud, even what was said before. @param {string} lead what it was, where that is to be told */
  expect(lead) {
    this.#isNews = true;
    this.#lead = lead;
  }

  /** Show a sentence. @param {string} sentence */
  say(sentence) {
    this.#place.replaceChildren(...nodesOf(sentence));
    if (this.#isNews || (this.said !== undefined && sentence !== this.said)) {
      this.#sayAloud(wordsOf(sentence));
    }
    this.said = sentence;
  }

  /** Say aloud why there is nothing to tell of. @param {string} reason */
  refuse(reason) {
    this.#sayAloud(reason);
  }

  /** @param {string} text */
  #sayAloud(text) {
    this.#timers.after(SAY_AFTER_MS, "say", () => {
      if (this.#isNews && this.#isPassing()) {
        this.#sayAloud(text);
        return;
      }
      this.announce(this.#lead + text);
      this.#isNews = false;
      this.#lead = "";
    });
  }

  /** Let a screen reader say it. @param {string} text */
  announce(text) {
    this.#live.textContent = text;
  }
}
