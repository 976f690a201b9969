/** How far a slow picture is, above its place, with a button that stops it and one that lets it go on. */

import { html, set } from "../dom.mjs";

/**
 * @param {HTMLElement} place
 * @param {import("./types").Progress} answer
 * @param {{stopped: boolean, onToggle: () => void}} options
 */
export function showProgress(place, { progress, label = "" }, { stopped, onToggle }) {
  const root = place.querySelector(".playground__progress") ?? place.insertBefore(made(), place.firstChild);
  const [words, bar] = root.children;
  const button = /** @type {HTMLButtonElement} */ (root.lastElementChild);
  words.textContent = label;
  set(bar, { value: progress, "aria-label": label });
  button.textContent = stopped ? "继续" : "取消";
  button.onclick = onToggle;
}

/** @param {HTMLElement} place */
export function hideProgress(place) {
  place.querySelector(".playground__progress")?.remove();
}

function made() {
  return html(
    "div",
    { class: "playground__progress" },
    html("span"),
    html("progress", { max: 1 }),
    html("button", { type: "button", class: "playground__button" }),
  );
}
