/**
 * The pictures that take long: asked for slice by slice when nothing else waits, and given up as soon as something newer
 * comes.
 *
 * @typedef {import("./types").State} State
 * @typedef {import("./types").Picture} Picture
 * @typedef {import("./types").Progress} Progress
 * @typedef {Picture|Progress|null} Answer
 */

import { hideProgress, showProgress } from "./progress.mjs";
import { caption, findPlace, placeFor } from "./stage.mjs";

const FRAME_SHARE_MS = 7; // what a slice may take without being put off
const PAUSE_MS = 60;
const PART_MS = 200; // at least from one part to the next: to draw each slice would take longer than to make it

export class SlowPictures {
  #parts;
  #stage;
  #ask;
  #isOutdated;
  #onSeen;
  #onError;
  /** @type {State|null} whose pictures the reader has stopped */ #stopped = null;
  #sliceMs = 0; // how long the last slice took

  /**
   * @param {import("./shell.mjs").Parts} parts @param {import("./stage.mjs").Stage} stage
   * @param {{ask: (state: State, name: string, brief: boolean) => Promise<Answer>, isOutdated: (state: State) => boolean,
   *   onSeen: () => void, onError: (error: unknown) => void}} options `brief`: what is not whole is not shown;
   *   `onSeen`: there is more to tell of than before
   */
  constructor(parts, stage, { ask, isOutdated, onSeen, onError }) {
    this.#parts = parts;
    this.#stage = stage;
    this.#ask = ask;
    this.#isOutdated = isOutdated;
    this.#onSeen = onSeen;
    this.#onError = onError;
    /** @type {State|null} whose pictures are being made */
    this.making = null;
  }

  /** Make those of a state: first what the shown pictures lack, then those below them, one after the other. @param {State} state */
  async make(state) {
    if (this.making === state) {
      return;
    }
    const begun = (state.pictures ?? []).flatMap((picture) => ("progress" in picture ? [picture.name] : []));
    const more = this.#areWanted(state) ? state.more : [];
    if (begun.length + more.length === 0) {
      return;
    }
    this.making = state;
    try {
      if (this.#sliceMs > FRAME_SHARE_MS) {
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS)); // too slow to fit between two moves of a slider
      }
      if (begun.length > 0) {
        await this.#goOn(state, begun, this.#onSeen);
      }
      for (const name of more) {
        await this.#makeBelow(state, name);
      }
    } catch (error) {
      this.#onError(error);
    } finally {
      this.making = this.making === state ? null : this.making;
    }
  }

  /** Whether the pictures below are looked at; in an article they are folded away. @param {State} state */
  #areWanted({ more }) {
    const { fold, panels } = this.#parts;
    if (more.length === 0) {
      return false;
    }
    more.forEach((name) => placeFor(name, panels));
    this.#stage.removeOthers(panels, more);
    return fold ? fold.open : true;
  }

  /**
   * Ask for pictures together, slice by slice, until they are whole, the reader stops them, or something newer comes.
   *
   * @param {State} state @param {string[]} names @param {() => void} [onPart] @returns {Promise<Answer[]>}
   */
  async #goOn(state, names, onPart) {
    /** @type {Answer[]} */
    let answers;
    /** @type {boolean} */
    let areWhole;
    let due = 0;
    do {
      answers = [];
      const isBrief = performance.now() < due;
      for (const name of names) {
        if (this.#isOutdated(state)) {
          return [];
        }
        const asked = performance.now();
        const answer = await this.#ask(state, name, isBrief);
        this.#sliceMs = performance.now() - asked;
        if (this.#isOutdated(state)) {
          return [];
        }
        answers.push(answer);
      }
      areWhole = !answers.some((answer) => answer && "progress" in answer);
      if (areWhole || !isBrief) {
        names.forEach((name, index) => this.#showPart(name, answers[index], state));
        onPart?.();
        due = performance.now() + PART_MS;
      }
    } while (!areWhole && this.#stopped !== state);
    return answers;
  }

  /** Make and show one of the pictures below. @param {State} state @param {string} name */
  async #makeBelow(state, name) {
    const { panels } = this.#parts;
    const [answer] = await this.#goOn(state, [name]);
    if (answer === null) {
      this.#stage.removeOthers(
        panels,
        state.more.filter((other) => other !== name),
      );
    } else if (answer && "kind" in answer && !("progress" in answer)) {
      await this.#stage.draw(answer, panels);
      caption(placeFor(name, panels), answer);
      if (answer.retell) {
        this.#onSeen(); // what is seen there is known only now
      }
    }
  }

  /** Show what there is of a picture, or how far it is where that has a name. @param {string} name @param {Answer} answer @param {State} state */
  #showPart(name, answer, state) {
    const place = findPlace(name, this.#parts.panels);
    if (answer && "kind" in answer && place === null) {
      this.#stage.drawAgain(answer);
    } else if (place && answer?.label && answer.progress !== undefined) {
      this.#showProgress(place, { progress: answer.progress, label: answer.label }, state);
    } else if (place) {
      hideProgress(place);
    }
  }

  /** @param {HTMLElement} place @param {Progress} progress @param {State} state */
  #showProgress(place, progress, state) {
    const onToggle = () => {
      this.#stopped = this.#stopped === state ? null : state;
      this.#showProgress(place, progress, state);
      if (this.#stopped === null && !this.#isOutdated(state)) {
        this.make(state);
      }
    };
    showProgress(place, progress, { stopped: this.#stopped === state, onToggle });
  }
}
