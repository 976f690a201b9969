/**
 * The pictures: each is drawn in its place by the drawer of its kind, and the step slider follows the main one.
 *
 * @typedef {import("./types").Picture} Picture
 * @typedef {import("./drawers").Drawer} Drawer
 */

import { html } from "../dom.mjs";
import { skimmingMs } from "./pace.mjs";
import { Axes } from "./pictures/axes.mjs";
import { plain } from "./pictures/geometry.mjs";
import { drawerOf } from "./pictures/kinds.mjs";

const GLIDING_MS = 300;

export class Stage {
  /**
   * @param {import("./shell.mjs").Parts} parts @param {import("../player.mjs").Player} player
   * @param {Omit<import("./drawers").Options, "axes"|"onLayout">} options
   * @param {() => {hold: boolean, outdated: boolean, at: number|null}} now how and with which step a picture is drawn
   */
  constructor(parts, player, options, now) {
    this.parts = parts;
    this.player = player;
    this.now = now;
    this.options = {
      ...options,
      /** For the kinds that come later, so that the frame is no file of its own. @param {HTMLElement} host @param {() => void} redraw */
      axes: (host, redraw) => new Axes(host, redraw),
      onLayout: () => this.alignPlayer(),
    };
    /** @type {Map<string, Drawer>} the drawn pictures, by name */
    this.drawers = new Map();
    this.mainName = "";
    this.gliding = 0; // the frame that is waited for, while what moves is on its way
  }

  /** The drawer of the picture that the step slider belongs to: the last of those that come first. */
  get main() {
    return this.drawers.get(this.mainName);
  }

  /** Draw the pictures that come first. @param {Picture[]} pictures */
  async show(pictures) {
    const box = this.parts.picture;
    const last = pictures[pictures.length - 1];
    await Promise.all(pictures.map(({ kind }) => drawerOf(kind))); // then all are drawn before the next frame
    for (const picture of pictures) {
      await this.draw(picture, box);
    }
    this.removeOthers(
      box,
      pictures.map(({ name }) => name),
    );
    this.mainName = last.name;
    this.setRange(last);
    box.classList.add("playground__picture--live");
  }

  /** Draw a picture into its place within `box`, which is made where there is none. @param {Picture} picture @param {Element} box */
  async draw(picture, box) {
    let drawer = this.drawers.get(picture.name);
    if (drawer && drawer.picture?.kind !== picture.kind) {
      drawer.remove();
      drawer = undefined;
    }
    if (!drawer) {
      const found = drawerOf(picture.kind);
      const Drawer = found instanceof Promise ? await found : found; // no pause where there is nothing to wait for
      drawer = new Drawer(placeFor(picture.name, box), this.options);
      this.drawers.set(picture.name, drawer);
    }
    this.arrive();
    const { at, ...look } = this.now();
    drawer.draw(picture, look);
    drawer.showCursor(at);
  }

  /** Draw what there is by now of a picture that is shown. @param {Picture} picture */
  drawAgain(picture) {
    const drawer = this.drawers.get(picture.name);
    this.arrive();
    drawer?.draw(picture, {});
    drawer?.showCursor(this.now().at);
    if (picture.name === this.mainName) {
      this.setRange(picture);
    }
  }

  /** Let the axes settle. */
  settle() {
    this.drawers.forEach((drawer) => drawer.draw(drawer.picture, { hold: false }));
  }

  /** @param {number|null} at @param {{glide?: boolean}} [how] `glide`: what moves is seen on its way */
  moveCursor(at, { glide = false } = {}) {
    cancelAnimationFrame(this.gliding);
    this.gliding = 0;
    this.drawers.forEach((drawer) => drawer.showCursor(at, glide ? 0 : 1));
    if (glide) {
      this.glide(at);
    }
  }

  /** Let what moves come to a step, frame by frame. @param {number|null} at */
  glide(at) {
    /** @type {number|undefined} */
    let start;
    const move = (/** @type {number} */ now) => {
      start ??= now;
      const share = Math.min(1, (now - start) / GLIDING_MS);
      this.drawers.forEach((drawer) => drawer.glides && drawer.showCursor(at, eased(share)));
      this.gliding = share < 1 ? requestAnimationFrame(move) : 0;
    };
    this.gliding = requestAnimationFrame(move);
  }

  /** End a glide where it leads to: something else is to be drawn. */
  arrive() {
    if (this.gliding) {
      this.moveCursor(this.now().at);
    }
  }

  /** Leave in a box the pictures of these names, in their order. @param {Element} box @param {string[]} names */
  removeOthers(box, names) {
    for (const place of placesIn(box)) {
      const { picture = "" } = place.dataset;
      if (!names.includes(picture)) {
        this.drawers.get(picture)?.remove();
        this.drawers.delete(picture);
        place.remove();
      }
    }
    const places = placesIn(box);
    if (names.some((name, index) => places[index]?.dataset.picture !== name)) {
      box.append(...names.map((name) => placeFor(name, box))); // what is moved loses the focus
    }
  }

  /** Let the step slider run over the steps of a picture, as far as it has come. @param {Picture} picture */
  setRange({ x, reach, start, reading, numbered }) {
    const [low, high] = [x.first ?? x.low, reach ?? x.last ?? x.high];
    const before = this.now().at;
    this.player.setRange(low, high, { start, momentMs: reading ?? skimmingMs(high - low), first: numbered });
    const { at } = this.now();
    if (at !== before) {
      this.moveCursor(at);
    }
    this.alignPlayer();
  }

  /** The step slider lies below the x axis, its knob below the cursor. */
  alignPlayer() {
    const { axes } = this.main ?? {};
    if (axes) {
      const { style } = this.parts.player;
      const [first, last] = [this.player.low, this.player.high].map((step) => axes.x(step) * (axes.scale ?? 1));
      style.setProperty("--plot-left", `${first.toFixed(1)}px`);
      style.setProperty("--plot-width", `${(last - first).toFixed(1)}px`);
    }
  }

  /** The data of the pictures; those of the main one come first, unless all are of one form, as compared settings are. */
  tables() {
    const shown = [...this.drawers.values()].filter(({ svg }) => this.parts.picture.contains(svg));
    const alike = new Set(shown.map((drawer) => String(drawer.table()[0]))).size === 1;
    const { main } = this;
    const ordered = alike || !main ? shown : [main, ...shown.filter((drawer) => drawer !== main)];
    return ordered.map((drawer, index) =>
      index > 0 || (alike && shown.length > 1) ? [[titleOf(drawer)], ...drawer.table()] : drawer.table(),
    );
  }

  remove() {
    cancelAnimationFrame(this.gliding);
    this.drawers.forEach((drawer) => drawer.remove());
    this.drawers.clear();
    this.parts.picture.classList.remove("playground__picture--live");
  }
}

/** Slow at both ends. @param {number} share of the time @returns {number} share of the way */
function eased(share) {
  return share * share * (3 - 2 * share);
}

/** What a table of a picture is headed by. @param {Drawer} drawer */
function titleOf({ picture }) {
  const label = picture && "plane" in picture ? plain(picture.plane.y.label) : "";
  return picture?.label || label || picture?.name || "";
}

/** Write above a picture what it is, and below it what Python notes. @param {Element} place @param {Picture} picture */
export function caption(place, { label, note = "" }) {
  const title = place.querySelector(".playground__title") ?? html("p", { class: "playground__title" });
  const below = place.querySelector(".playground__note") ?? html("p", { class: "playground__note" });
  if (!title.isConnected) {
    place.prepend(title);
    place.append(below);
  }
  title.textContent = label;
  below.textContent = note;
}

/** The place of a picture within a box; made where there is none. @param {string} name @param {Element} box */
export function placeFor(name, box) {
  const place = findPlace(name, box) ?? html("div", { class: "playground__canvas", "data-picture": name });
  if (!place.isConnected) {
    box.append(place);
  }
  return place;
}

/** @param {string} name @param {Element} box @returns {HTMLElement|null} */
export function findPlace(name, box) {
  return box.querySelector(`[data-picture="${CSS.escape(name)}"]`);
}

/** @param {Element} box @returns {HTMLElement[]} */
function placesIn(box) {
  return [...box.querySelectorAll("[data-picture]")].map((place) => /** @type {HTMLElement} */ (place));
}
