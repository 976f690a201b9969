/**
 * <moving-figure data-moments="…json">: a still figure whose point walks when the reader asks.
 *
 * The picture and the link to the GIF are in the page already. This adds a button, a slider over the steps, the line with
 * the numbers of the step, and an overlay of the picture that holds the point. Nothing moves by itself: a click on the picture
 * or the button plays and stops, and takes one step where the reader prefers reduced motion. The moments are fetched at
 * the first sign of interest.
 *
 * @typedef {[x: number, y: number, label: string, labelX: number, labelY: number]} Marker  in units of the picture; the
 *   label hangs on the middle of its baseline
 * @typedef {[x: number, y: number, width: number, height: number, text: string, look: string]} Box  from its upper left
 *   corner; a look is a name in plots/pictures/looks.py and a class in palette.css
 * @typedef {[corners: string, look: string]} Shape  closed; corners as a polygon has them
 * @typedef {{ markers: Marker[], readout: string, boxes?: Box[], shapes?: Shape[] }} Frame
 * @typedef {{ frameMs: number, frames: Frame[] }} Moments
 */

import { typeset } from "./arithmetic.mjs";

const HINT = "点图播放，拖动滑块逐步看。";
const HINT_LESS_MOTION = "点图走一步，拖动滑块逐步看。";
const FAILED = "这张图的动画没有载入，再点一次重试；静态的图不受影响。";
const ICONS = { play: "M7 4l13 8-13 8z", pause: "M6 4h4v16H6zM14 4h4v16h-4z", step: "M5 4l10 8-10 8zM16 4h3v16h-3z" };

const lessMotion = matchMedia("(prefers-reduced-motion: reduce)");

class MovingFigure extends HTMLElement {
  /** @type {Moments | null} */ #moments = null;
  /** @type {Promise<Moments> | null} */ #loading = null;
  /** @type {number | null} the step that is shown; null is the picture at rest */ #step = null;
  /** @type {number | null} */ #timer = null;
  /** @type {AbortController | null} */ #listeners = null;
  /** @type {ReturnType<typeof controls> | null} */ #made = null;

  /** What it consists of, made once. */
  get #parts() {
    return (this.#made ??= controls(this));
  }

  connectedCallback() {
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    const { picture, button, slider, readout } = this.#parts;
    for (const sign of ["pointerenter", "focusin", "pointerdown"]) {
      this.addEventListener(sign, () => this.#load().catch(() => {}), { signal });
    }
    picture.addEventListener("click", () => this.#toggle(), { signal });
    button.addEventListener("click", () => this.#toggle(), { signal });
    slider.addEventListener("input", () => this.#goTo(slider.valueAsNumber, { spoken: false }), { signal });
    this.addEventListener("keydown", (event) => this.#press(event), { signal });
    lessMotion.addEventListener("change", () => this.#stop(), { signal });
    readout.textContent = lessMotion.matches ? HINT_LESS_MOTION : HINT;
    this.#stop();
  }

  disconnectedCallback() {
    this.#stop();
    this.#listeners?.abort();
  }

  get #last() {
    return (this.#moments?.frames.length ?? 1) - 1;
  }

  async #toggle() {
    if (this.#timer !== null) return this.#stop();
    if (!(await this.#ready())) return;
    const next = this.#step === null || this.#step === this.#last ? 0 : this.#step + 1;
    if (lessMotion.matches) return this.#goTo(next, { spoken: true });
    this.#parts.readout.setAttribute("aria-live", "off"); // a number every half second is noise
    this.#walk(next);
  }

  /** Show a step and, until the last one, the next after it. @param {number} step */
  #walk(step) {
    this.#show(step);
    if (step === this.#last) return this.#stop();
    this.#timer = setTimeout(() => this.#walk(step + 1), this.#moments?.frameMs);
    this.#label("pause", "暂停");
  }

  #stop() {
    clearTimeout(this.#timer ?? undefined);
    this.#timer = null;
    if (lessMotion.matches) this.#label("step", "下一步");
    else this.#label("play", "播放");
  }

  /** @param {number} step @param {{ spoken: boolean }} how  whether screen readers hear the numbers of the step */
  async #goTo(step, { spoken }) {
    this.#stop();
    if (!(await this.#ready())) return;
    this.#parts.readout.setAttribute("aria-live", spoken ? "polite" : "off");
    this.#show(Math.min(Math.max(step, 0), this.#last));
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const { button, slider } = this.#parts;
    if (event.target === slider && event.key === " ") {
      event.preventDefault();
      this.#toggle();
    }
    if (event.target !== button && this.#moments) return; // the slider knows the arrows itself, once it has an end
    const now = this.#step ?? -1;
    /** @type {Record<string, number>} */
    const targets = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: Infinity };
    if (!(event.key in targets)) return;
    event.preventDefault();
    this.#goTo(targets[event.key], { spoken: true });
  }

  /** @param {number} step */
  #show(step) {
    this.#step = step;
    if (!this.#moments) return;
    const { markers, readout, boxes = [], shapes = [] } = this.#moments.frames[step];
    const { overlay, slider, counter, readout: line } = this.#parts;
    overlay.replaceChildren(...shapes.map(drawnShape), ...boxes.flatMap(drawnBox), ...markers.flatMap(drawn));
    line.replaceChildren(...typeset(readout));
    this.classList.add("moving-figure--moved");
    counter.textContent = `${step} / ${this.#last}`;
    slider.value = String(step);
    slider.setAttribute("aria-valuetext", `第 ${step} 步，${readout}`);
  }

  /** @param {keyof typeof ICONS} icon @param {string} text */
  #label(icon, text) {
    this.#parts.icon.setAttribute("d", ICONS[icon]);
    this.#parts.label.textContent = text;
  }

  /** Whether the moments are there; says so where they are not. */
  async #ready() {
    try {
      await this.#load();
      return true;
    } catch {
      this.#parts.readout.textContent = FAILED;
      return false;
    }
  }

  /** @returns {Promise<Moments>} */
  #load() {
    return (this.#loading ??= (async () => {
      this.dataset.state = "loading";
      try {
        const response = await fetch(this.dataset.moments ?? "");
        if (!response.ok) throw new Error(`${response.status} ${response.url}`);
        const moments = /** @type {Moments} */ (await response.json());
        this.#moments = moments;
        this.#parts.slider.max = String(this.#last);
        this.#parts.counter.textContent = `共 ${this.#last} 步`;
        this.dataset.state = "ready";
        return moments;
      } catch (error) {
        this.#loading = null; // so that the next click tries again
        this.dataset.state = "error";
        throw error;
      }
    })());
  }
}

/** Add the controls to the figure and return its parts. @param {MovingFigure} figure */
function controls(figure) {
  const picture = /** @type {HTMLElement} */ (figure.querySelector(".figure__picture"));
  const foot = /** @type {HTMLElement} */ (figure.querySelector(".moving-figure__foot"));
  const image = /** @type {HTMLImageElement} */ (picture.querySelector("img"));
  const name = figure.closest("figure")?.querySelector(".figure__number")?.textContent.replace("：", "") ?? "图";

  const overlay = svg("svg", {
    class: "moving-figure__overlay board",
    viewBox: `0 0 ${image.getAttribute("width")} ${image.getAttribute("height")}`,
    "aria-hidden": "true",
  });
  const icon = svg("path", {});
  const drawing = svg("svg", { class: "moving-figure__icon", viewBox: "0 0 24 24", "aria-hidden": "true" });
  drawing.append(icon);
  const label = html("span", {});
  const subject = html("span", { class: "visually-hidden" }, name);
  const button = html("button", { type: "button", class: "moving-figure__button" });
  button.append(drawing, label, subject);
  const slider = /** @type {HTMLInputElement} */ (
    html("input", {
      type: "range",
      class: "moving-figure__slider",
      min: "0",
      max: "0",
      value: "0",
      "aria-label": `${name}的步数`,
    })
  );
  const counter = html("span", { class: "moving-figure__counter", "aria-hidden": "true" });
  const readout = html("output", { class: "moving-figure__readout", "aria-live": "off" });

  const bar = html("div", { class: "moving-figure__bar" });
  bar.append(button, slider, counter);
  picture.append(overlay);
  foot.before(bar);
  foot.prepend(readout);
  figure.classList.add("moving-figure--live");
  return { picture, overlay, button, icon, label, slider, counter, readout };
}

/** Return a marker: a point and its value. @param {Marker} marker */
function drawn([x, y, label, labelX, labelY]) {
  const place = { x: String(labelX), y: String(labelY), "text-anchor": "middle" };
  const text = svg("text", { class: "board__text--value", ...place });
  text.textContent = label;
  return [svg("circle", { class: "board__point", cx: String(x), cy: String(y) }), text];
}

/** Return a shape. @param {Shape} shape */
function drawnShape([points, look]) {
  return svg("polygon", { class: `board__box--${look}`, points });
}

/** Return a box and its text. @param {Box} box */
function drawnBox([x, y, width, height, text, look]) {
  const size = { x: String(x), y: String(y), width: String(width), height: String(height) };
  const box = svg("rect", { class: `board__box--${look}`, ...size });
  if (!text) return [box];
  const middle = { x: String(x + width / 2), y: String(y + height / 2), "text-anchor": "middle" };
  const label = svg("text", { class: "board__text", ...middle });
  label.textContent = text;
  return [box, label];
}

/** @param {string} name @param {Record<string, string>} attributes @param {string} [text] */
function html(name, attributes, text) {
  return furnished(document.createElement(name), attributes, text);
}

/** @param {string} name @param {Record<string, string>} attributes */
function svg(name, attributes) {
  return furnished(document.createElementNS("http://www.w3.org/2000/svg", name), attributes);
}

/** @template {Element} E @param {E} element @param {Record<string, string>} attributes @param {string} [text] @returns {E} */
function furnished(element, attributes, text) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text) element.textContent = text;
  return element;
}

customElements.define("moving-figure", MovingFigure);
