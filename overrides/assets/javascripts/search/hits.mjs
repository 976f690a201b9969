/**
 * What stands below the search box: the hits of what is typed, pasted, dictated or chosen in an input method.
 *
 * @import { Section } from "./index.mjs"
 */

import { html } from "../dom.mjs";
import { Index } from "./index.mjs";
import { marked, patternOf } from "./marks.mjs";
import { literalFirst } from "./words.mjs";

const SITE = new URL("../../../", import.meta.url); // pages come and go, this file stays where it is
const AT_ONCE = 10;
const PAUSE = 50; // milliseconds in which a next letter makes the last query needless
const BEFORE = 24; // characters of an excerpt before the first mark
const EXCERPT = 110;

/** @param {HTMLFormElement} form @param {HTMLInputElement} toggle */
export function follow(form, toggle) {
  const output = /** @type {HTMLElement} */ (form.nextElementSibling);
  const box = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  const status = /** @type {HTMLElement} */ (output.querySelector("[role=status]"));
  const list = /** @type {HTMLElement} */ (output.querySelector("[data-search-results]"));
  const more = /** @type {HTMLButtonElement} */ (output.querySelector("button"));
  /** @type {Promise<Index>|undefined} */
  let index;
  let query = "";
  /** @type {number[]} */
  let found = [];

  const links = () => [...list.querySelectorAll("a")];

  async function show() {
    query = box.value;
    const asked = query;
    try {
      index ??= opened();
      const ranked = await (await index).ranked(query);
      const first = await hits(ranked.slice(0, AT_ONCE));
      if (asked !== query) return;
      found = ranked;
      list.replaceChildren(...first);
      output.firstElementChild?.scrollTo(0, 0);
      const isAsked = query.trim() !== "";
      status.textContent = !isAsked ? "输入要找的词" : found.length ? `找到 ${found.length} 处` : "没有找到";
      more.hidden = found.length <= AT_ONCE;
    } catch (error) {
      index = undefined;
      status.textContent = "索引没有取到。检查网络，再输入一次。";
      console.warn(error);
    }
  }

  /** @param {number[]} numbers */
  async function hits(numbers) {
    const known = /** @type {Index} */ (await index);
    const plain = known.inSimplified(query);
    const sections = await Promise.all(numbers.map((number) => known.section(number)));
    return literalFirst(sections, plain).map((section) => hit(section, plain));
  }

  watchText(box, show);
  walkByArrows(/** @type {HTMLElement} */ (form.parentElement), () => [box, ...links()]);
  form.addEventListener("reset", () => box.focus());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await show(); // who types fast is not led to what the last letter but one would find
    links()[0]?.click();
  });
  more.addEventListener("click", async () => {
    const shown = list.childElementCount;
    list.append(...(await hits(found.slice(shown, shown + AT_ONCE))));
    more.hidden = found.length <= list.childElementCount;
    links()[shown]?.focus();
  });
  list.addEventListener("click", (event) => {
    const isNewTab = event.ctrlKey || event.metaKey;
    if (!isNewTab && event.target instanceof Element && event.target.closest("a")) toggle.click();
  });
  return show();
}

/** Tell of what stands in the box, however it came there. @param {HTMLInputElement} box @param {() => void} changed */
function watchText(box, changed) {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(changed, PAUSE);
  };
  box.addEventListener("input", (event) => !(/** @type {InputEvent} */ (event).isComposing) && soon());
  box.addEventListener("compositionend", soon);
  box.form?.addEventListener("reset", soon);
}

/** Let the arrow keys go round. @param {HTMLElement} area @param {() => HTMLElement[]} stops */
function walkByArrows(area, stops) {
  area.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.isComposing) return;
    event.preventDefault();
    const all = stops();
    const place = all.findIndex((stop) => stop === document.activeElement);
    all[(place + step + all.length) % all.length].focus();
  });
}

async function opened() {
  const fetched = async (/** @type {string} */ name) => {
    const response = await fetch(new URL(`search/${name}`, SITE));
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return response.json();
  };
  return new Index(await fetched("contents.json"), fetched);
}

/** @param {Section} section @param {string} query */
function hit({ kind, location, page, title, text }, query) {
  const address = new URL(location, SITE);
  address.searchParams.set("h", query.trim());
  const pattern = patternOf(query, `${title}\n${text}`);
  const isPage = title === page;
  return html(
    "li",
    { class: "md-search-result__item" },
    html(
      "a",
      { class: "md-search-result__link hit", href: address.href },
      html("span", { class: "hit__title" }, ...marked(title, pattern)),
      html("span", { class: "hit__kind" }, isPage ? kind : `${kind} · ${page}`),
      html("span", { class: "hit__text" }, ...marked(excerpt(text, pattern), pattern)),
    ),
  );
}

/** The part of a text that has most of what is asked for. @param {string} text @param {RegExp|null} pattern */
export function excerpt(text, pattern) {
  const places = pattern ? [...text.matchAll(pattern)] : [];
  let best = 0;
  let most = 0;
  for (const [place, { index }] of places.entries()) {
    const near = places.slice(place).filter((other) => other.index < index + EXCERPT - BEFORE);
    const words = new Set(near.map(([word]) => word.toLowerCase())).size;
    if (words > most) [best, most] = [index, words];
  }
  const from = Math.max(0, best - BEFORE);
  const start =
    from &&
    from + 1 + Math.max(...["。", "！", "？", "；", "\n"].map((end) => text.slice(from, best).lastIndexOf(end)));
  const shown = text.slice(start, start + EXCERPT);
  return `${start > from || !from ? "" : "…"}${shown}${start + EXCERPT < text.length ? "…" : ""}`;
}
