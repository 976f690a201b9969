/**
 * The walk through the steps of a picture: a slider, buttons, a counter and the speed, which holds for all walks of a page.
 * Playgrounds and moving figures have it.
 */

import { html, set } from "./dom.mjs";

const SPEEDS = [0.5, 1, 2];
const LONGEST_FRAME_MS = 250; // a page that was out of sight does not leap

/** @typedef {ReturnType<typeof buildPlayer> & {back: HTMLElement, forth: HTMLElement, counter: HTMLElement, speed: HTMLSelectElement}} Parts */

/** What is there before the rest is loaded. @param {string} [subject] whose steps they are, where the page has many */
export function buildPlayer(subject = "") {
  const range = { type: "range", min: 0, max: 0, value: 0 };
  const slider = html("input", {
    ...range,
    class: "player__slider",
    "aria-label": subject ? `${subject}的步数` : "步",
  });
  const play = button("play", `播放${subject}`);
  return { player: html("div", { class: "player" }, slider, play), slider, play, subject };
}

/** Add the rest. @template {ReturnType<typeof buildPlayer>} P @param {P} parts */
export function completed(parts) {
  const { play, subject } = parts;
  const back = button("back", `上一步${subject}`, "‹");
  const forth = button("forth", `下一步${subject}`, "›");
  const counter = html("span", { class: "player__counter", "aria-hidden": "true" });
  const chosen = speeds()[0]?.value ?? "1";
  const speed = html(
    "select",
    { class: "player__speed", "aria-label": `播放速度${subject}`, title: "播放速度" },
    ...SPEEDS.map((each) => html("option", { value: each, selected: String(each) === chosen }, `${each}×`)),
  );
  while (play.nextSibling) play.nextSibling.remove(); // of an earlier life; slider and button stay, as one may have the focus
  play.after(back, forth, counter, speed);
  return { ...parts, back, forth, counter, speed };
}

export class Player {
  /**
   * @param {Parts} parts
   * @param {{onStep: (step: number, how: {playing: boolean, sliding: boolean}) => void,
   *   describe: (step: number) => string, signal: AbortSignal}} options
   */
  constructor(parts, { onStep, describe, signal }) {
    this.parts = parts;
    this.onStep = onStep;
    this.describe = describe;
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
    this.frame = 0;
    this.ready = false; // whether there is something to walk through
    this.active = false; // whether a step is shown
    this.moved = false; // whether the reader, or the player, has gone there
    this.low = 0;
    this.high = 0;
    this.first = 0; // how the lowest step is called
    this.momentMs = 0; // how long a step is shown
    /** @type {(() => void)|null} what is done as soon as there is something to walk through */
    this.wanted = null;
    const { player, slider, back, play, forth, speed } = parts;
    const slide = () => this.when(() => this.go(Number(slider.value), { sliding: true }));
    back.addEventListener("click", () => this.walk(-1), { signal });
    play.addEventListener("click", () => this.toggle(), { signal });
    forth.addEventListener("click", () => this.walk(1), { signal });
    slider.addEventListener("input", slide, { signal });
    slider.addEventListener("focus", slide, { signal });
    speed.addEventListener("change", () => speeds().forEach((other) => (other.value = speed.value)), { signal });
    player.addEventListener("keydown", (event) => this.press(event), { signal });
    this.still.addEventListener("change", () => this.pause(), { signal });
    this.still.addEventListener("change", () => this.show(), { signal });
    signal.addEventListener("abort", () => this.pause());
    this.show();
  }

  get step() {
    return Number(this.parts.slider.value);
  }

  /**
   * @param {number} low @param {number} high
   * @param {{momentMs: number, start?: number, first?: number}} how `start`: where the walk stands before the reader moves it
   */
  setRange(low, high, { momentMs, start, first = low }) {
    Object.assign(this, { low, high, momentMs, first, ready: true });
    const { slider } = this.parts;
    set(slider, { min: low, max: high });
    if (!this.moved) {
      this.active = start !== undefined;
      slider.value = String(Math.min(start ?? low, high));
    }
    this.tell();
    const { wanted } = this;
    this.wanted = null;
    wanted?.();
  }

  /** Do something as soon as there is something to walk through. @param {() => void} action */
  when(action) {
    if (this.ready) {
      action();
    } else {
      this.wanted = action;
    }
  }

  /** Move to a step and show it. @param {number} step */
  go(step, { playing = false, sliding = false } = {}) {
    if (!playing) {
      this.pause();
    }
    this.active = this.moved = true;
    this.parts.slider.value = String(Math.max(this.low, Math.min(this.high, step)));
    this.tell();
    this.onStep(this.step, { playing, sliding });
  }

  /** Go on or back by a step; from nowhere to the first. @param {number} by */
  walk(by) {
    this.when(() => this.go(this.active ? this.step + by : this.low));
  }

  tell() {
    const { counter, slider } = this.parts;
    const [number, last] = [this.step, this.high].map((step) => step - this.low + this.first);
    counter.textContent = this.active ? `${number} / ${last}` : `共 ${last} 步`;
    if (this.active) {
      slider.setAttribute("aria-valuetext", this.describe(this.step));
    }
  }

  /** Back to where nobody has gone to a step. */
  reset() {
    this.pause();
    this.active = this.moved = false;
    this.parts.slider.value = String(this.low);
  }

  toggle() {
    if (this.frame) {
      this.pause();
    } else if (this.still.matches) {
      this.when(() => this.go(this.next));
    } else {
      this.when(() => this.run());
    }
  }

  /** Where playing leads to: to the beginning from where nobody has gone, and from the end. */
  get next() {
    return this.moved && this.step < this.high ? this.step + 1 : this.low;
  }

  /** Play on. */
  run() {
    /** @type {number|undefined} */
    let before;
    let shownMs = 0; // how long the step has been shown
    const move = (/** @type {number} */ now) => {
      shownMs += Math.min(now - (before ?? now), LONGEST_FRAME_MS) * Number(this.parts.speed.value);
      before = now;
      const steps = Math.floor(shownMs / this.momentMs);
      if (steps > 0) {
        shownMs -= steps * this.momentMs;
        this.go(this.step + steps, { playing: true });
      }
      this.frame = this.step < this.high ? requestAnimationFrame(move) : 0;
      if (!this.frame) {
        this.show();
      }
    };
    this.frame = requestAnimationFrame(move);
    this.go(this.next, { playing: true });
    this.show();
  }

  pause() {
    if (this.frame) {
      cancelAnimationFrame(this.frame);
      this.frame = 0;
      this.show();
    }
  }

  /** Show what the button in the middle would do; who wants nothing to move has the others. */
  show() {
    const { play, subject } = this.parts;
    const label = `${this.frame ? "暂停" : "播放"}${subject}`;
    play.hidden = this.still.matches;
    set(play, { "aria-label": label, title: label, "data-playing": this.frame !== 0 });
  }

  /** Arrows step, on the slider by themselves once it has an end; space plays and pauses there. @param {KeyboardEvent} event */
  press(event) {
    const { slider, speed } = this.parts;
    /** @type {Record<string, () => void>} */
    const actions = {
      ArrowLeft: () => this.walk(-1),
      ArrowRight: () => this.walk(1),
      Home: () => this.when(() => this.go(this.low)),
      End: () => this.when(() => this.go(this.high)),
    };
    const onSlider = event.target === slider;
    const action =
      onSlider && event.key === " " ? () => this.toggle() : onSlider && this.ready ? null : actions[event.key];
    if (event.target !== speed && action) {
      event.preventDefault();
      action();
    }
  }
}

/** Those of all players of the page: it remembers what was chosen in one of them. @returns {NodeListOf<HTMLSelectElement>} */
function speeds() {
  return document.querySelectorAll(".player__speed");
}

/** @param {string} name @param {string} label @param {string} [sign] that of playing is in the style sheet */
function button(name, label, sign = "") {
  return html("button", { type: "button", class: `player__${name}`, "aria-label": label, title: label }, sign);
}
