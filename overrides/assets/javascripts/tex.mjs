/** What a reader copies has its formulas as TeX where it is text, and as MathML where it is HTML. */

import { html, isTyped } from "./dom.mjs";

/** @param {Node} node */
const formulaOf = (node) => (node instanceof Element ? node : node.parentElement)?.closest("math");

/** The formula of which this is a piece: the first has the source. @param {Element} piece */
function whole(piece) {
  const all = [...document.querySelectorAll("math")];
  let place = all.findIndex((each) => each === piece);
  while (place > 0 && all[place].getAttribute("alttext") === "") place--;
  return all[place];
}

addEventListener("copy", (event) => {
  const selection = getSelection();
  if (!selection?.rangeCount || selection.isCollapsed || !event.clipboardData || isTyped(event.target)) return;
  const range = selection.getRangeAt(0).cloneRange();
  const [first, last] = [range.startContainer, range.endContainer].map(formulaOf);
  if (first) range.setStartBefore(whole(first)); // half a formula says nothing
  if (last) range.setEndAfter(last);
  const copy = html("div", {}, range.cloneContents());
  const formulas = copy.querySelectorAll("math");
  if (!formulas.length) return;
  for (const sign of copy.querySelectorAll(".headerlink, button, .player")) sign.remove();
  for (const live of copy.querySelectorAll("moving-figure, play-ground")) live.replaceWith(...live.childNodes);
  for (const link of copy.querySelectorAll(/** @type {"a"} */ ("a[href]"))) link.href = String(link.href); // where it is pasted, it is relative to nothing
  event.clipboardData.setData("text/html", copy.innerHTML);
  for (const formula of formulas) {
    const source = formula.getAttribute("alttext") ?? formula.textContent;
    const dollars = formula.getAttribute("display") === "block" ? "$$" : "$";
    formula.replaceWith(source && `${dollars}${source}${dollars}`);
  }
  copy.className = "visually-hidden";
  copy.style.whiteSpace = "normal";
  document.body.append(copy); // its lines are those of what is laid out
  event.clipboardData.setData("text/plain", copy.innerText);
  copy.remove();
  event.preventDefault();
});
