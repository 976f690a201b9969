/** The compared settings: which one is tuned, one more, one less. */

import { html } from "../dom.mjs";

export const MOST_SETTINGS = 4;

/**
 * @param {HTMLElement} place
 * @param {{count: number, labels: string[], roles: number[], active: number, most?: number, name: string}} what
 */
export function renderChips(place, { count, labels, roles, active, most = MOST_SETTINGS, name }) {
  const key = JSON.stringify([labels, roles, count, active]);
  if (key === place.dataset.key) {
    return;
  }
  place.dataset.key = key;
  const areAlike = new Set(roles).size < roles.length; // colours in the pictures tell other things
  const radios = Array.from({ length: count }, (_, index) =>
    html(
      "label",
      { class: "playground__chip" },
      html("input", { type: "radio", name, value: index, checked: index === active, "data-chip": `choose-${index}` }),
      ...(areAlike ? [] : [html("i", { class: `chart__key chart__key--${roles[index] ?? index + 1}` })]),
      html("span", {}, labels[index] || `曲线 ${index + 1}`),
    ),
  );
  const choices = html(
    "div",
    { class: "playground__choices", role: "radiogroup", "aria-label": "要调的曲线" },
    ...radios,
  );
  const button = (/** @type {string} */ chip, /** @type {string} */ label) =>
    html("button", { type: "button", class: "playground__button", "data-chip": chip }, label);
  place.replaceChildren(
    ...(count > 1 ? [choices] : []),
    ...(count < most ? [button("add", count > 1 ? "＋ 再加一条" : "＋ 对比")] : []),
    ...(count > 1 ? [button("remove", "移除这条")] : []),
  );
}
