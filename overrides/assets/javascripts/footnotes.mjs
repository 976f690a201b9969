/**
 * A footnote beside its mention, while the pointer is over one of them or the mention has the focus.
 *
 * In the theme's clothes. The theme would prepare all mentions when the page loads: a tenth of a second on a phone.
 */

const CLOSED_AFTER_MS = 250; // the pointer is on its way from the mention to the note
const AWAY = 16; // pixels

/** @type {{ mention: HTMLAnchorElement, tip: HTMLElement } | null} */
let shown = null;
/** @type {number | undefined} */
let closing;

/** @param {HTMLAnchorElement} mention */
function show(mention) {
  clearTimeout(closing);
  if (shown?.mention === mention) return;
  close();
  const note = document.getElementById(decodeURIComponent(mention.hash.slice(1)));
  if (!note) return;
  const tip = document.createElement("div");
  tip.id = "footnote-tip";
  tip.role = "dialog";
  tip.ariaLabel = `脚注 ${mention.textContent}`;
  const inner = document.createElement("div");
  inner.className = "md-tooltip2__inner md-typeset";
  inner.append(.../** @type {HTMLElement} */ (note.cloneNode(true)).childNodes);
  for (const copy of inner.querySelectorAll("[id]")) copy.removeAttribute("id");
  tip.append(inner);
  document.body.append(tip);

  const { x, y, width, height } = mention.getBoundingClientRect();
  const isBelow = y < innerHeight / 2;
  tip.className = `md-tooltip2 md-tooltip2--${isBelow ? "bottom" : "top"}`;
  tip.style.setProperty("--md-tooltip-host-x", `${x + scrollX}px`);
  tip.style.setProperty("--md-tooltip-host-y", `${y + scrollY}px`);
  tip.style.setProperty("--md-tooltip-x", `${width / 2}px`);
  tip.style.setProperty("--md-tooltip-y", `${isBelow ? height + AWAY : -AWAY - tip.offsetHeight}px`);
  requestAnimationFrame(() => tip.classList.add("md-tooltip2--active"));
  mention.setAttribute("aria-controls", tip.id);
  mention.setAttribute("aria-haspopup", "dialog");
  shown = { mention, tip };
}

function close() {
  shown?.tip.remove();
  shown?.mention.removeAttribute("aria-controls");
  shown?.mention.removeAttribute("aria-haspopup");
  shown = null;
}

/** Show what a place belongs to, or close what is shown a while after it was left. @param {Event} event */
function follow({ target }) {
  if (!(target instanceof Element)) return;
  const mention = /** @type {HTMLAnchorElement|null} */ (target.closest("a.footnote-ref"));
  if (mention) return show(mention);
  clearTimeout(closing);
  if (shown && !shown.tip.contains(target)) closing = setTimeout(close, CLOSED_AFTER_MS);
}

addEventListener("pointerover", (event) => event.pointerType === "mouse" && follow(event));
addEventListener("focusin", follow);
addEventListener("focusout", ({ relatedTarget }) => !relatedTarget && close());
addEventListener("click", ({ target }) => target instanceof Element && target.closest("a") && close());
addEventListener("keydown", ({ key }) => key === "Escape" && close());
document$.subscribe(close);
