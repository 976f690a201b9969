/** The sentence above the controls: what is wrong, and what the reader can do. */

export class Notice {
  #place;

  /** @param {HTMLElement} place */
  constructor(place) {
    this.#place = place;
  }

  /** Say it; empty takes the sentence away. @param {string} text */
  say(text) {
    if (this.#place.textContent !== text) {
      this.#place.textContent = text; // what is said already is not said to a screen reader again
    }
  }

  /** @param {unknown} error */
  report(error) {
    const { type, message } = /** @type {Partial<import("./bridge.mjs").BridgeError>} */ (error);
    if (type === "Timeout") {
      this.say("代码运行超过 2 秒，已经停止。检查有没有不会结束的循环。");
    } else if (type === "SettingError") {
      this.say(message ?? "");
    } else if (type !== "Ended") {
      console.warn("play-ground:", error);
      this.say("这里出了错，这个设置没有画出来。点“重置”可以继续。");
    }
  }
}
