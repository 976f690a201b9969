/** Sentences from Python: arithmetic in them is set, and `[name](address)` is a link. */

import { typeset } from "../arithmetic.mjs";
import { html } from "../dom.mjs";

const LINK = /\[([^[\]]+)\]\((https?:\/\/[^()\s]+)\)/; // as the build reads them, too

/** @param {string} sentence @returns {(Node|string)[]} */
export function nodesOf(sentence) {
  const parts = sentence.split(LINK); // text, name, address, text, …
  return parts.flatMap((part, index) =>
    [() => typeset(part), () => html("a", { href: parts[index + 1] }, part), () => []][index % 3](),
  );
}

/** A sentence as it is heard. @param {string} sentence */
export function wordsOf(sentence) {
  return sentence.replaceAll(new RegExp(LINK, "g"), "$1");
}
