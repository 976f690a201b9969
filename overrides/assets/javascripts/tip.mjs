/**
 * The note beside a mention: a footnote of the page, or the entry of a term in the glossary, of which there is one.
 *
 * It is a popover: Esc, a press elsewhere and the way back of a phone close it.
 */

import { html } from "./dom.mjs";

const PAUSE_MS = 120; // a pointer that only passes over a mention asks for nothing
const LEFT_ALONE_MS = 250; // the pointer is on its way from the mention to the note
const AWAY = 6; // pixels
const MARGIN = 12;

const tip = html("div", { id: "tip", class: "tip md-typeset", popover: "auto", role: "dialog", tabindex: -1 });
document.body.append(tip);

/** @type {HTMLAnchorElement|null} */
let shown = null;
/** @type {HTMLAnchorElement|null} */
let wanted = null; // whose note was asked for last
/** @type {HTMLAnchorElement|null} */
let glanced = null; // whose note only a glance asks for
/** Whether it stays when the pointer leaves. */
let stays = false;
/** @type {HTMLAnchorElement|null} */
let pressed = null; // whose note the press that becomes a click has closed
/** @type {number|undefined} */
let opening;
/** @type {number|undefined} */
let closing;
/** @type {Map<string, Promise<Document>>} */
const pages = new Map();

/** Show the note of a mention to stay, and go there; a second time, close it. @param {HTMLAnchorElement} mention */
export async function open(mention) {
  const isAgain = pressed === mention;
  pressed = glanced = null;
  if (isAgain || !(await show(mention))) return;
  stays = true;
  tip.focus({ preventScroll: true });
}

/**
 * Show the note of the mention that the pointer or the focus is at; away from both close it a while later.
 *
 * @param {HTMLAnchorElement|null} mention @param {PointerEvent|FocusEvent} event
 */
export function glanceAt(mention, { type, target, relatedTarget }) {
  const isWithin = (/** @type {EventTarget|null} */ node) => node instanceof Node && tip.contains(node);
  if (type === "focusin" && (isWithin(relatedTarget) || !mention?.matches(":focus-visible"))) mention = null;
  clearTimeout(opening);
  clearTimeout(closing);
  if (isWithin(target) || (mention && mention === shown)) return;
  if (wanted === glanced) wanted = null; // the note has not come yet, and would cover what the reader looks at now
  glanced = mention;
  if (mention && !(stays && type === "pointerover")) {
    opening = setTimeout(() => show(mention).catch(console.warn), type === "focusin" ? 0 : PAUSE_MS);
  }
  if (shown && (type === "focusin" ? target !== shown : !stays)) closing = setTimeout(close, LEFT_ALONE_MS);
}

/** @param {HTMLAnchorElement} mention */
async function show(mention) {
  clearTimeout(opening);
  clearTimeout(closing);
  wanted = mention;
  if (shown === mention) return true;
  const content = await noteOf(mention);
  if (wanted !== mention || !mention.isConnected) return false;
  close();
  tip.ariaLabel = `${mention.matches(".term") ? "术语" : "脚注"} ${mention.textContent}`;
  tip.replaceChildren(...content);
  tip.showPopover({ source: mention });
  place(mention);
  shown = mention;
  return true;
}

/** Put the note below its mention, or above where there is more room. @param {HTMLAnchorElement} mention */
function place(mention) {
  const { left, top, bottom } = mention.getBoundingClientRect();
  const below = bottom + AWAY;
  const isBelow = below + tip.offsetHeight <= innerHeight || top < innerHeight / 2;
  const widest = document.documentElement.clientWidth - tip.offsetWidth - MARGIN;
  tip.style.left = `${scrollX + Math.max(MARGIN, Math.min(left, widest))}px`;
  tip.style.top = `${scrollY + (isBelow ? below : top - AWAY - tip.offsetHeight)}px`;
}

function close() {
  tip.hidePopover();
}

/** @param {HTMLAnchorElement} mention @returns {Promise<Node[]>} */
async function noteOf(mention) {
  const id = decodeURIComponent(mention.hash.slice(1));
  const isTerm = mention.matches(".term");
  const note = (isTerm ? await pageOf(mention) : document).getElementById(id);
  if (!note) throw new Error(`no note ${id}`);
  const copy = /** @type {HTMLElement} */ (note.cloneNode(true));
  for (const left of copy.querySelectorAll(".footnote-backref, .uses")) left.remove();
  for (const each of [copy, ...copy.querySelectorAll("[id]")]) each.removeAttribute("id");
  const link = html("a", { href: isTerm ? mention.href : mention.hash }, isTerm ? "在术语表里看" : "到脚注");
  if (!isTerm) link.addEventListener("click", (event) => go(event, note, mention));
  const body = html(isTerm ? "dl" : "div", { class: isTerm ? "glossary" : "tip__note" });
  body.append(...(isTerm ? [copy] : copy.childNodes));
  return [body, html("p", { class: "tip__way" }, link)];
}

/** The page of the glossary, fetched once. @param {HTMLAnchorElement} mention */
function pageOf({ href }) {
  const address = href.split("#")[0];
  const page = pages.get(address) ?? fetched(address);
  pages.set(address, page);
  page.catch(() => pages.delete(address));
  return page;
}

/** @param {string} address */
async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/**
 * Follow a mention as the link that it is, and leave of the ways back from its note the one to it.
 *
 * @param {Event} event @param {HTMLElement} note @param {HTMLElement} mention
 */
function go(event, note, mention) {
  event.preventDefault();
  event.stopPropagation(); // the theme would follow this link too
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (note.querySelectorAll(".footnote-backref"))) {
    link.hidden = decodeURIComponent(link.hash) !== `#${mention.id}`;
    if (!link.hidden) link.textContent = "↩";
  }
  close();
  mention.click(); // of a script: tips.mjs leaves it alone
}

tip.addEventListener("beforetoggle", (event) => {
  if (/** @type {ToggleEvent} */ (event).newState === "open") return;
  shown = wanted = null;
  stays = false;
});
tip.addEventListener("click", ({ target }) => target instanceof Element && target.closest("a") && close());
addEventListener("pointerdown", () => (pressed = stays ? shown : null), { capture: true });
document$.subscribe(close);
