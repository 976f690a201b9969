/**
 * Figures enlarge: one at rest by a click on it, each by a button that comes with the pointer or the focus. A click on one
 * that moves plays it; playgrounds have hands of their own. What shows a figure comes when it is first asked for.
 */

import { adopt, html } from "./dom.mjs";

const FIGURES = "figure.figure:not(.playground__figure)";
const OPENERS = `.figure__enlarge, ${FIGURES} .figure__image:not(moving-figure *)`;

adopt(`${FIGURES}{position:relative}
${FIGURES} .figure__image:not(moving-figure *){cursor:zoom-in}
.figure__enlarge{position:absolute;z-index:1;top:0;right:0;padding:0 .6em;min-height:1.6rem;font-size:.65rem;color:var(--ink);
background:var(--paper);border:.05rem solid var(--edge);border-radius:.2rem;cursor:zoom-in}
.figure:not(:hover)>.figure__enlarge:not(:focus-visible){opacity:0}
[data-png],[data-copy-link]{color:var(--link);text-decoration:underline;cursor:pointer}
@media (pointer:coarse){.figure__enlarge{min-height:2.2rem}.figure--moving>.figure__enlarge.figure__enlarge{opacity:1}}`);

document$.subscribe(() => {
  for (const figure of document.querySelectorAll(`${FIGURES}:not(:has(> .figure__enlarge))`)) {
    const number = figure.querySelector(".figure__number")?.textContent ?? "";
    figure.prepend(html("button", { class: "figure__enlarge", type: "button", "aria-label": `放大${number}` }, "放大"));
  }
  for (const item of document.querySelectorAll("[hidden]:has(> :is([data-png], [data-copy-link]))"))
    item.removeAttribute("hidden");
});

addEventListener("click", async ({ target }) => {
  if (!(target instanceof Element)) return;
  const figure = target.closest(OPENERS)?.closest("figure");
  const isAskedFor = target.closest("[data-png]");
  if (!figure && !isAskedFor) return;
  const all = [...document.querySelectorAll("figure")].filter((each) => each.matches(FIGURES));
  try {
    const { enlarge, givePng } = await import("./zoom.mjs");
    if (isAskedFor) await givePng(all[0]);
    else if (figure && !document.querySelector("dialog.zoom")) enlarge(figure, all);
  } catch (error) {
    console.warn("figure:", error);
  }
});
