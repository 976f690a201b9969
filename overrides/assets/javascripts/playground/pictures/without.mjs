/**
 * What stands in the bundle for d3-interpolate and d3-format: the numbers that our scales need. Colours, texts and number
 * formats, which those also know, would weigh more than all of D3 that we use.
 */

/** @param {number} from @param {number} to */
export function interpolateNumber(from, to) {
  return (/** @type {number} */ share) => from * (1 - share) + to * share;
}

/** @param {number} from @param {number} to */
export function interpolateRound(from, to) {
  return (/** @type {number} */ share) => Math.round(from * (1 - share) + to * share);
}

function unused() {
  throw new Error("format.mjs writes our numbers, and no scale of ours is one of colours");
}

export {
  interpolateNumber as interpolate,
  unused as format,
  unused as formatPrefix,
  unused as formatSpecifier,
  unused as piecewise,
  unused as precisionFixed,
  unused as precisionPrefix,
  unused as precisionRound,
};
