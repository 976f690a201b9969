/** The walk through the steps: the slider below the picture, and the button that moves it. */

import { set } from "../dom.mjs";
import { showPlaying } from "./shell.mjs";

const STEP_MS = 120; // for few steps
const SHORTEST_MS = 3000;
const LONGEST_MS = 8000;

/** How long a step is shown while one plays through `span` of them. @param {number} span */
export function stepMs(span) {
  return Math.max(SHORTEST_MS, Math.min(LONGEST_MS, span * STEP_MS)) / Math.max(1, span);
}

export class Player {
  /**
   * @param {{play: HTMLButtonElement, step: HTMLInputElement, player: HTMLElement}} parts
   * @param {{onStep: (step: number|null) => void, describe: (step: number) => string, signal: AbortSignal}} options
   */
  constructor({ play, step, player }, { onStep, describe, signal }) {
    this.play = play;
    this.slider = step;
    this.onStep = onStep;
    this.describe = describe;
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
    this.frame = 0;
    this.active = false; // whether a step is shown
    this.moved = false; // whether the reader, or the player, has gone there
    this.low = 0;
    this.high = 0;
    play.addEventListener("click", () => this.toggle(), { signal });
    step.addEventListener("input", () => this.go(Number(step.value)), { signal });
    step.addEventListener("focus", () => this.go(Number(step.value)), { signal });
    player.addEventListener("keydown", (event) => this.press(event), { signal });
    this.still.addEventListener("change", () => this.pause(), { signal });
    signal.addEventListener("abort", () => this.pause());
    this.show();
  }

  get step() {
    return Number(this.slider.value);
  }

  /** @param {number} low @param {number} high @param {number} [start] where the walk stands before the reader moves it */
  setRange(low, high, start) {
    this.low = low;
    this.high = high;
    this.ready = true;
    set(this.slider, { min: low, max: high });
    if (start !== undefined && !this.moved) {
      this.active = true;
      this.slider.value = String(Math.min(start, high));
    }
    if (this.active) {
      this.tell();
    }
    if (this.wanted) {
      this.wanted = false;
      this.toggle();
    }
  }

  /** Move to a step and show it. @param {number} step */
  go(step, { playing = false } = {}) {
    if (!playing) {
      this.pause();
    }
    this.active = this.moved = true;
    this.slider.value = String(step);
    this.tell();
    this.onStep(this.step);
  }

  tell() {
    this.slider.setAttribute("aria-valuetext", this.describe(this.step));
  }

  /** Back to where nobody has gone to a step. */
  reset() {
    this.pause();
    this.active = this.moved = false;
    this.slider.value = this.slider.min;
  }

  toggle() {
    if (!this.ready) {
      this.wanted = !this.wanted; // as soon as there is something to walk through
      return;
    }
    const { low, high } = this;
    if (this.still.matches) {
      this.go(this.step >= high ? low : this.step + 1);
    } else if (this.frame) {
      this.pause();
    } else {
      this.run(this.step >= high ? low : this.step);
    }
  }

  /** Play on. @param {number} from */
  run(from) {
    const { high } = this;
    const span = high - this.low;
    const perStep = stepMs(span);
    /** @type {number|undefined} */
    let start;
    const move = (/** @type {number} */ now) => {
      start ??= now;
      const step = Math.min(high, from + Math.floor((now - start) / perStep));
      if (step !== this.step || !this.active) {
        this.go(step, { playing: true });
      }
      this.frame = step < high ? requestAnimationFrame(move) : 0;
      if (!this.frame) {
        this.show();
      }
    };
    this.frame = requestAnimationFrame(move);
    this.go(from, { playing: true });
    this.show();
  }

  pause() {
    if (this.frame) {
      cancelAnimationFrame(this.frame);
      this.frame = 0;
      this.show();
    }
  }

  show() {
    const label = this.still.matches ? "下一步" : this.frame ? "暂停" : "播放";
    showPlaying(this.play, this.frame !== 0, label);
  }

  /** Space plays and pauses; arrows on the button step. @param {KeyboardEvent} event */
  press(event) {
    if (event.key === " " && event.target === this.slider) {
      event.preventDefault();
      this.toggle();
    } else if (event.target === this.play && ["ArrowLeft", "ArrowRight"].includes(event.key)) {
      event.preventDefault();
      const to = this.step + (event.key === "ArrowRight" ? 1 : -1);
      this.go(Math.max(this.low, Math.min(this.high, to)));
    }
  }
}
