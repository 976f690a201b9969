import { html } from "../../dom.mjs";

/** A table for those who cannot see a picture. @param {string} name of its class @param {string} caption @param {string[][]} rows */
export function table(name, caption, [head, ...rows]) {
  const row = (/** @type {"th"|"td"} */ tag, /** @type {string[]} */ cells) =>
    html("tr", {}, ...cells.map((cell) => html(tag, {}, cell)));
  return html(
    "table",
    { class: name },
    html("caption", {}, caption),
    row("th", head),
    ...rows.map((each) => row("td", each)),
  );
}
