/** Code for a setting, to be read and copied. */

import { copy } from "./actions.mjs";
import { html } from "../dom.mjs";

const SAID_MS = 1500; // that something was copied

/** The panel that shows it, which the reader opens. */
export class Snippets {
  #place;
  #button;
  #ask;

  /**
   * @param {HTMLElement} place @param {HTMLElement} button that opens it
   * @param {() => Promise<[name: string, text: string][]>} ask for the code of what is shown
   */
  constructor(place, button, ask) {
    this.#place = place;
    this.#button = button;
    this.#ask = ask;
  }

  async toggle() {
    this.#place.hidden = !this.#place.hidden;
    this.#button.setAttribute("aria-expanded", String(!this.#place.hidden));
    await this.follow();
    this.#place.scrollIntoView({ block: "nearest" });
  }

  /** Bring the code to what is shown, where it is open. */
  async follow() {
    if (!this.#place.hidden) {
      renderSnippets(this.#place, await this.#ask());
    }
  }
}

/** Show code by name. @param {HTMLElement} place @param {[name: string, text: string][]} found */
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

/** Copy, let the button say so for a while, and return what is to be said. @param {HTMLElement} button @param {string} text @param {string} what */
export async function copied(button, text, what) {
  const done = await copy(text);
  if (done && !button.dataset.label) {
    button.dataset.label = button.textContent;
    button.textContent = "已复制";
    setTimeout(() => {
      button.textContent = button.dataset.label ?? "";
      delete button.dataset.label;
    }, SAID_MS);
  }
  return done ? `已复制${what}` : `浏览器不让复制${what}，从地址栏或代码框中手动复制。`;
}
