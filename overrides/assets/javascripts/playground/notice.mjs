/** The sentence above the controls: what is to be known beside what the picture shows. */

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
}

/** What the reader is told of an error; "" where there is nobody to tell. @param {unknown} error */
export function reasonOf(error) {
  const { type, message = "" } = /** @type {Partial<import("./bridge.mjs").BridgeError>} */ (error);
  if (type === "Ended") {
    return "";
  }
  if (type === "Timeout") {
    return "代码运行超过 2 秒，已经停止。检查有没有不会结束的循环。";
  }
  if (type === "SettingError") {
    return message;
  }
  console.warn("play-ground:", error);
  return "这里出了错，这个设置没有画出来。点“撤销”或“重置”可以继续。";
}
