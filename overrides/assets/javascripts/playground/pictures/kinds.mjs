/**
 * Which module draws which kind of picture. A kind is a class: `new Kind(host, options)`, `draw(picture, options)`,
 * `showCursor(step)`, `describe(step)`, `table()`, `svg`, `remove()`; see lines.mjs. Lines come at once, the others when a
 * picture needs them, each in a file of its own with its look, so that nobody pays for what is not shown.
 *
 * @typedef {import("./lines.mjs").Picture
 *   | import("./board.mjs").Picture
 *   | import("./clusters.mjs").Picture
 *   | import("./ensemble.mjs").Picture
 *   | import("./map.mjs").Picture
 *   | import("./tree.mjs").Picture
 *   | import("./histogram.mjs").Picture
 *   | import("./surface.mjs").Picture
 *   | import("./timeline.mjs").Picture} Picture
 */

import { Lines } from "./lines.mjs";

/** @type {Record<string, import("../drawers").DrawerClass>} */
const here = { lines: Lines, steps: Lines };
/** @type {Record<string, () => Promise<import("../drawers").DrawerClass>>} */
const LATER = {
  board: async () => (await import("./board.mjs")).Board,
  points: async () => (await import("./clusters.mjs")).Clusters,
  ensemble: async () => (await import("./ensemble.mjs")).Ensemble,
  map: async () => (await import("./map.mjs")).ClassMap,
  tree: async () => (await import("./tree.mjs")).Tree,
  surface: async () => (await import("./surface.mjs")).Surface,
  histogram: async () => (await import("./histogram.mjs")).Histogram,
  timeline: async () => (await import("./timeline.mjs")).Timeline,
};

/** @param {string} kind @returns {Promise<import("../drawers").DrawerClass>|import("../drawers").DrawerClass} */
export function drawerOf(kind) {
  if (!Object.hasOwn(here, kind) && !Object.hasOwn(LATER, kind)) {
    throw new Error(`no module draws pictures of kind ${kind}`);
  }
  return here[kind] ?? LATER[kind]().then((Drawer) => (here[kind] = Drawer));
}
