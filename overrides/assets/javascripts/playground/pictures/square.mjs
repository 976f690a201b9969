/** The axes of a plane with one scale for both, in a frame that is laid out for them: the one with room to spare is longer. */

/** @typedef {import("../types").Axis} Axis */

/** @param {{x: Axis, y: Axis}} plane @param {import("./axes.mjs").Axes["edges"]} edges */
export function squared({ x, y }, { left, right, top, bottom }) {
  const unit = Math.min((right - left) / (x.high - x.low), (bottom - top) / (y.high - y.low));
  return { x: widened(x, (right - left) / unit), y: widened(y, (bottom - top) / unit) };
}

/** @param {Axis} axis @param {number} width */
function widened(axis, width) {
  const middle = (axis.low + axis.high) / 2;
  const [low, high] = [middle - width / 2, middle + width / 2];
  return { ...axis, low, high };
}
