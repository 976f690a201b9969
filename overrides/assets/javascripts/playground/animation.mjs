/**
 * The walk through the steps of what is shown, as a GIF: each frame is the drawing that one could download at its step.
 * The reader sees how far it is, can stop it, and finds the picture where it was all the time.
 *
 * @typedef {import("./playground.mjs").Playground} Playground
 * @typedef {{text: string, width: number, height: number}} Sheet  as it is written, and how large it is
 * @typedef {(share: number, words: string) => boolean} Tell  how far it is; whether to go on
 */

import { html } from "../dom.mjs";
import { Gif } from "./gif.mjs";
import { imageOf } from "../png.mjs";
import { paperOf, textOf } from "./sheet.mjs";

const MOST_FRAMES = 60;
const WIDTH = 960; // pixels
const SLOWEST_MS = 1200; // a frame, where steps are left out
const PAUSE = 4; // so many times as long the last frame is shown
const POLL_MS = 100;

/**
 * @param {Playground} playground @param {(sentence: string) => SVGSVGElement} draw what is shown now, with a sentence below it
 * @param {import("./downloads.mjs").Means} means
 * @returns {Promise<Blob|null>} null where it is being made already, or nobody waits for it any more
 */
export async function animated(playground, draw, { showProgress, hideProgress }) {
  const { narrator, stopping } = playground;
  const { actions } = playground.parts;
  if (actions.querySelector(".playground__progress")) {
    return null;
  }
  actions.querySelector(".playground__animation")?.remove();
  const place = html("div", { class: "playground__animation" });
  actions.append(place);
  let words = "GIF 没有做成：图变了。";
  let isWanted = true;
  const onToggle = () => {
    isWanted = false;
    words = "GIF 已取消。";
    /** @type {HTMLElement|null} */ (actions.querySelector('[data-do="gif"]'))?.focus({ preventScroll: true });
  };
  /** @type {Tell} */
  const tell = (progress, label) => {
    if (isWanted) {
      showProgress(place, { progress, label }, { stopped: false, onToggle });
    }
    return isWanted && !stopping.signal.aborted;
  };
  try {
    const sheets = await sheetsOf(playground, draw, tell);
    const file = sheets && (await fileOf(sheets, playground, tell));
    words = file ? `GIF：${sheets?.length} 帧，${sizeOf(file)}。` : words;
    return file;
  } finally {
    hideProgress(place);
    place.textContent = words;
    narrator.announce(words);
  }
}

/** The drawings of the steps; null where there is another picture by then. @param {Playground} playground @param {(sentence: string) => SVGSVGElement} draw @param {Tell} tell */
async function sheetsOf(playground, draw, tell) {
  const { stage, player } = playground;
  while (!playground.isIdle) {
    if (!tell(0, "GIF：等图画完")) {
      return null;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  player.pause();
  const { state } = playground;
  const steps = stepsOf(player);
  /** @type {Sheet[]} */
  const sheets = [];
  for (const step of steps) {
    const goesOn = tell(sheets.length / steps.length / 2, `GIF：画第 ${sheets.length + 1} / ${steps.length} 帧`);
    const sentence = goesOn ? await playground.sentence(step) : null;
    if (sentence === null || playground.state !== state) {
      return null;
    }
    stage.moveCursor(step);
    const sheet = draw(sentence);
    stage.moveCursor(stage.now().at); // before the next frame: nobody sees it
    const [width, height] = ["width", "height"].map((name) => Number(sheet.getAttribute(name)));
    sheets.push({ text: textOf(sheet), width, height });
  }
  return sheets;
}

/** All steps, or so many of them as a file may have, the ends among them. @param {import("../player.mjs").Player} player */
function stepsOf({ low, high }) {
  const count = Math.min(high - low + 1, MOST_FRAMES);
  return Array.from({ length: count }, (_, index) => low + Math.round((index * (high - low)) / Math.max(1, count - 1)));
}

/** @param {Sheet[]} sheets @param {Playground} playground @param {Tell} tell @returns {Promise<Blob|null>} */
async function fileOf(sheets, { parts, player }, tell) {
  const scale = WIDTH / sheets[0].width;
  const height = Math.round(Math.max(...sheets.map((sheet) => sheet.height)) * scale); // some have longer sentences
  const canvas = html("canvas", { width: WIDTH, height });
  const pencil = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  pencil.fillStyle = paperOf(parts.picture);
  const gif = new Gif(WIDTH, height);
  const delay = delayOf(player, sheets.length);
  for (const [index, sheet] of sheets.entries()) {
    if (!tell(0.5 + index / sheets.length / 2, `GIF：写第 ${index + 1} / ${sheets.length} 帧`)) {
      return null;
    }
    const image = await imageOf(sheet.text);
    pencil.fillRect(0, 0, WIDTH, height);
    pencil.drawImage(image, 0, 0, sheet.width * scale, sheet.height * scale);
    gif.add(pencil.getImageData(0, 0, WIDTH, height).data, index === sheets.length - 1 ? PAUSE * delay : delay);
  }
  return new Blob(gif.whole(), { type: "image/gif" });
}

/** How long a frame is shown: as long as while one plays. @param {import("../player.mjs").Player} player @param {number} count */
function delayOf({ low, high, momentMs, parts }, count) {
  const stride = (high - low + 1) / count;
  return (stride === 1 ? momentMs : Math.min(stride * momentMs, SLOWEST_MS)) / Number(parts.speed.value);
}

/** @param {Blob} file */
function sizeOf({ size }) {
  return size < 1e6 ? `${Math.ceil(size / 1e3)} KB` : `${(size / 1e6).toFixed(1)} MB`;
}
