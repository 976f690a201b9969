/** The marks of clusters: their outlines come with the picture. @typedef {import("../types").Glyph[2]} Corners */

/**
 * A path that draws an outline round the current point, as large as a circle of this diameter; where there are no corners,
 * that circle.
 *
 * @param {Corners} corners round (0, 0), y upwards @param {number} size
 */
export function glyph(corners, size) {
  if (corners.length === 0) {
    const r = short(size / 2);
    return `m${-r},0a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0z`;
  }
  const moves = corners.map(([x, y], index) => {
    const [fromX, fromY] = corners[index - 1] ?? [0, 0];
    return `${short((x - fromX) * size)},${short((fromY - y) * size)}`;
  });
  return `m${moves.join("l")}z`;
}

/** @param {number} value */
function short(value) {
  return Math.round(value * 100) / 100;
}
