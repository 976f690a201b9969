/**
 * <moving-figure data-moments="…json">: a still figure whose point walks when the reader asks.
 *
 * The picture and the link to the GIF are in the page already. This adds a player, the line with the numbers of the step,
 * and an overlay of the picture that holds the point. Nothing moves by itself: a click on the picture plays and stops as
 * the button does, and takes one step where the reader prefers reduced motion. The moments are fetched at the first sign
 * of interest.
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
import { html, svg } from "./dom.mjs";
import { buildPlayer, completed, Player } from "./player.mjs";

const HINT = "点图播放，拖动滑块逐步看。";
const HINT_LESS_MOTION = "点图走一步，拖动滑块逐步看。";
const FAILED = "这张图的动画没有载入，再点一次重试；静态的图不受影响。";
const SIGNS = ["pointerenter", "pointerdown", "click", "focusin", "keydown"]; // of interest

class MovingFigure extends HTMLElement {
  /** @type {Moments | null} */ #moments = null;
  /** @type {AbortController | null} */ #listeners = null;
  /** @type {ReturnType<typeof build> | null} */ #made = null;

  /** What it consists of, made once. */
  get #parts() {
    return (this.#made ??= build(this));
  }

  connectedCallback() {
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    const { picture, readout } = this.#parts;
    const player = new Player(this.#parts, {
      onStep: (step, { playing, sliding }) => this.#show(step, { spoken: !playing && !sliding }),
      describe: (step) => `第 ${step} 步，${this.#moments?.frames[step].readout}`,
      signal,
    });
    picture.addEventListener("click", () => player.toggle(), { signal });
    this.dataset.state = "static";
    for (const sign of SIGNS) {
      this.addEventListener(sign, () => this.#load(player, signal), { signal });
    }
    readout.textContent = player.still.matches ? HINT_LESS_MOTION : HINT;
  }

  disconnectedCallback() {
    this.#listeners?.abort();
  }

  /** @param {number} step @param {{ spoken: boolean }} how  whether screen readers hear the numbers of the step; of a walk or a slider they are noise */
  #show(step, { spoken }) {
    if (!this.#moments) return;
    const { markers, readout, boxes = [], shapes = [] } = this.#moments.frames[step];
    const { overlay, readout: line } = this.#parts;
    overlay.replaceChildren(...shapes.map(drawnShape), ...boxes.flatMap(drawnBox), ...markers.flatMap(drawn));
    line.setAttribute("aria-live", spoken ? "polite" : "off");
    line.replaceChildren(...typeset(readout));
    this.classList.add("moving-figure--moved");
  }

  /** Fetch the moments, once; where that fails the next sign of interest tries again. @param {Player} player @param {AbortSignal} signal */
  async #load(player, signal) {
    if (this.dataset.state === "loading" || this.dataset.state === "ready") return;
    this.dataset.state = "loading";
    try {
      const response = await fetch(this.dataset.moments ?? "", { signal });
      if (!response.ok) throw new Error(`${response.status} ${response.url}`);
      const moments = /** @type {Moments} */ (await response.json());
      this.#moments = moments;
      player.setRange(0, moments.frames.length - 1, { momentMs: moments.frameMs });
      this.dataset.state = "ready";
    } catch {
      if (signal.aborted) return;
      this.dataset.state = "error";
      if (player.wanted) {
        player.wanted = null;
        this.#parts.readout.textContent = FAILED;
      }
    }
  }
}

/** Add the controls to the figure and return its parts. @param {MovingFigure} figure */
function build(figure) {
  const picture = /** @type {HTMLElement} */ (figure.querySelector(".figure__picture"));
  const foot = /** @type {HTMLElement} */ (figure.querySelector(".moving-figure__foot"));
  const image = /** @type {HTMLImageElement} */ (picture.querySelector("img"));
  const name = figure.closest("figure")?.querySelector(".figure__number")?.textContent ?? "图";
  const overlay = svg("svg", {
    class: "moving-figure__overlay board",
    viewBox: `0 0 ${image.getAttribute("width")} ${image.getAttribute("height")}`,
    "aria-hidden": "true",
  });
  const readout = html("output", { class: "moving-figure__readout", "aria-live": "off" });
  const parts = { picture, overlay, readout, ...completed(buildPlayer(name)) };
  picture.append(overlay);
  foot.before(parts.player);
  foot.prepend(readout);
  figure.classList.add("moving-figure--live");
  return parts;
}

/** Return a marker: a point and its value. @param {Marker} marker */
function drawn([x, y, label, labelX, labelY]) {
  const place = { x: labelX, y: labelY, "text-anchor": "middle" };
  return [
    svg("circle", { class: "board__point", cx: x, cy: y }),
    svg("text", { class: "board__text--value", ...place }, label),
  ];
}

/** Return a shape. @param {Shape} shape */
function drawnShape([points, look]) {
  return svg("polygon", { class: `board__box--${look}`, points });
}

/** Return a box and its text. @param {Box} box */
function drawnBox([x, y, width, height, text, look]) {
  const box = svg("rect", { class: `board__box--${look}`, x, y, width, height });
  const middle = { x: x + width / 2, y: y + height / 2, "text-anchor": "middle" };
  return text ? [box, svg("text", { class: "board__text", ...middle }, text)] : [box];
}

customElements.define("moving-figure", MovingFigure);
