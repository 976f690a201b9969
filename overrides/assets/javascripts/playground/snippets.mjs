/** Code for a setting, and for a frame that holds it, to be read and copied. */

import { html } from "../dom.mjs";

/** @typedef {[name: string, text: string][]} Code */

/** The panel that shows it, which the reader opens. */
export class Snippets {
  #place;
  #sources;
  #shown = "";
  #rendered = "";

  /**
   * @param {HTMLElement} place
   * @param {Record<string, {button: HTMLElement, ask: () => Promise<Code>|Code}>} sources what opens it, and the code of what is shown
   */
  constructor(place, sources) {
    this.#place = place;
    this.#sources = sources;
  }

  /** Open it with the code of one source, and return what copies the first; or close it. @param {string} name */
  async toggle(name) {
    this.#shown = this.#shown === name ? "" : name;
    this.#place.hidden = !this.#shown;
    for (const [each, { button }] of Object.entries(this.#sources)) {
      button.setAttribute("aria-expanded", String(each === this.#shown));
    }
    await this.follow();
    this.#place.scrollIntoView({ block: "nearest" });
    return /** @type {HTMLElement|null} */ (this.#place.hidden ? null : this.#place.querySelector("button"));
  }

  /** Bring the code to what is shown, where it is open. */
  async follow() {
    const shown = this.#shown;
    const found = await this.#sources[shown]?.ask();
    const key = JSON.stringify(found);
    if (found && shown === this.#shown && key !== this.#rendered) {
      this.#rendered = key;
      renderSnippets(this.#place, found);
    }
  }
}

/** Show code by name. @param {HTMLElement} place @param {Code} found */
function renderSnippets(place, found) {
  const focused = place.contains(document.activeElement);
  const button = (/** @type {string} */ name) =>
    html(
      "button",
      { type: "button", class: "playground__button", "data-do": "snippet", "aria-label": `复制 ${name} 代码` },
      "复制",
    );
  const section = (/** @type {string} */ name, /** @type {string} */ text) =>
    html(
      "section",
      { class: "playground__snippet" },
      html("p", { class: "playground__title" }, name),
      button(name),
      html("pre", {}, html("code", { tabindex: 0 }, text)),
    );
  place.replaceChildren(...found.map(([name, text]) => section(name, text)));
  if (focused) {
    place.querySelector("button")?.focus({ preventScroll: true });
  }
}

/** The code beside a button. @param {Element} button */
export function codeBeside(button) {
  return button.closest("section")?.querySelector("code")?.textContent ?? "";
}
