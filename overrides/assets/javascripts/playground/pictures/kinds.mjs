/**
 * Which module draws which kind of picture. A kind is a class: `new Kind(host, options)`, `draw(picture, options)`,
 * `showCursor(step)`, `describe(step)`, `table()`, `svg`, `remove()`; see lines.mjs. Lines and boards come at once, the
 * others when a picture needs them: histogram, points, regions, grid, tree, timeline are to follow, a module each.
 */

import { Board } from "./board.mjs";
import { Lines } from "./lines.mjs";

const LATER = {};

/** @param {string} kind @returns {Promise<Function>|Function} */
export function drawerOf(kind) {
  if (kind === "lines" || kind === "steps") {
    return Lines;
  }
  if (kind === "board") {
    return Board;
  }
  if (!Object.hasOwn(LATER, kind)) {
    throw new Error(`no module draws pictures of kind ${kind}`);
  }
  return LATER[kind]();
}
