/** The words of a query marked where they stand: in a hit, and in the page that it leads to. */

import { html } from "../dom.mjs";
import { wordsOf } from "./words.mjs";

const NO_TEXT = "script, style, svg, math, button, label, select, textarea, play-ground";

/**
 * What is to be marked in a text, or null: words that begin as they were typed rather than parts of others, a run of
 * Chinese as a whole rather than two of its characters.
 *
 * @param {string} query @param {string} text
 */
export function patternOf(query, text) {
  const found = wordsOf(query).flatMap(
    (word) => patterns(word).find((pattern) => new RegExp(pattern, "iu").test(text)) ?? [],
  );
  return found.length ? new RegExp(found.join("|"), "giu") : null;
}

/** @param {string} word */
function patterns(word) {
  if (/^\d/.test(word)) return [`(?<!\\d)${word}`];
  if (!/^[a-z]/.test(word)) return word.length > 2 ? [word, `[${word}]{2,}`] : [word];
  if (word.length === 1) return [`(?<![a-z])${word}(?![a-z])`];
  return [`(?<![a-z])${word}`, word, [...word].join("[\\W_]?")];
}

/** A text in pieces of which every other one is marked. @param {string} text @param {RegExp|null} pattern */
export function marked(text, pattern) {
  /** @type {(string|HTMLElement)[]} */
  const pieces = [];
  let end = 0;
  for (const { 0: found, index } of pattern ? text.matchAll(pattern) : []) {
    pieces.push(text.slice(end, index), html("mark", {}, found));
    end = index + found.length;
  }
  return [...pieces, text.slice(end)];
}

/** @param {Element} page @param {string} query */
export function mark(page, query) {
  const pattern = patternOf(query, page.textContent ?? "");
  const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
  /** @type {Text[]} */
  const texts = [];
  while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
  for (const text of texts) {
    if (!pattern || text.data.search(pattern) < 0 || text.parentElement?.closest(NO_TEXT)) continue;
    text.replaceWith(...marked(text.data, pattern));
  }
}
