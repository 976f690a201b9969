/** What a picture says at one place, for whoever points there: it stands beside the place, within the picture. */

import { html } from "../../dom.mjs";

const AWAY = 8; // px from the place

export class Tip {
  /** @param {HTMLElement} root of the picture @param {{spoken?: boolean}} [how] `spoken`: where nothing else says the same */
  constructor(root, { spoken = false } = {}) {
    this.words = html("div", { class: "chart__tip", role: spoken ? "status" : null, hidden: true });
    root.append(html("div", { class: "chart__over" }, this.words));
  }

  /**
   * Say it above a place, or below where there is no room.
   *
   * @param {string} text @param {{left: number, right: number, top: number, bottom: number}} place in px of the picture
   */
  show(text, { left, right, top, bottom }) {
    const { words } = this;
    if (words.textContent !== text) {
      words.textContent = text;
    }
    words.hidden = false;
    const { offsetWidth: width, offsetHeight: height } = words;
    const room = /** @type {HTMLElement} */ (words.parentElement).clientWidth - width;
    const x = Math.max(0, Math.min(room, (left + right - width) / 2));
    const y = top - height - AWAY >= 0 ? top - height - AWAY : bottom + AWAY;
    words.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  }

  hide() {
    this.words.hidden = true;
  }
}
