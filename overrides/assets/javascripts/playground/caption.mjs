/** The words below a caption that tells of another setting than the one that is shown; the style sheet says when. */

import { html } from "../dom.mjs";

/** @param {HTMLElement} figure */
export function noteCaption(figure) {
  const words = "图注说的是默认的设置，现在的设置不同。";
  if (!figure.querySelector(".figure__changed")) {
    figure.querySelector("figcaption")?.append(html("span", { class: "figure__changed" }, words));
  }
}
