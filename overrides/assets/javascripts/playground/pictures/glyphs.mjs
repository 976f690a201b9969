/** The marks of clusters, by number: four colours and seven shapes, so that 28 clusters differ, and neighbours in both. */

const COLOURS = 4;

/** @typedef {[x: number, y: number]} Place */

/** Outlines for a radius of 1, round the origin: as in the figures, in this order. @type {(Place[]|null)[]} */
const OUTLINES = [
  null, // a circle
  [
    [-0.86, -0.86],
    [0.86, -0.86],
    [0.86, 0.86],
    [-0.86, 0.86],
  ],
  [
    [0, -1.15],
    [1.05, 0.8],
    [-1.05, 0.8],
  ],
  [
    [0, -1.25],
    [1, 0],
    [0, 1.25],
    [-1, 0],
  ],
  cross(0.38, 1.1),
  [
    [0, 1.15],
    [1.05, -0.8],
    [-1.05, -0.8],
  ],
  star(5, 1.3, 0.55),
];
export const SHAPES = ["圆", "方块", "上三角", "菱形", "十字", "下三角", "星"];

/** @param {number} cluster @returns {number} the role of its colour, from 1 */
export function colourOf(cluster) {
  return 1 + (cluster % COLOURS);
}

/** @param {number} cluster */
export function shapeOf(cluster) {
  return cluster % OUTLINES.length;
}

/** A path that draws a shape round the current point. @param {number} shape @param {number} radius */
export function glyph(shape, radius) {
  const outline = OUTLINES[shape];
  if (!outline) {
    const r = short(radius);
    return `m${-r},0a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0z`;
  }
  const places = outline.map(([x, y]) => [x * radius, y * radius]);
  const moves = places
    .slice(1)
    .map(([x, y], index) => `l${short(x - places[index][0])},${short(y - places[index][1])}`);
  return `m${short(places[0][0])},${short(places[0][1])}${moves.join("")}z`;
}

/** @param {number} half @param {number} far */
function cross(half, far) {
  /** @type {Place[]} */
  const quarter = [
    [half, -far],
    [half, -half],
    [far, -half],
  ];
  const turned = [0, 1, 2, 3].flatMap((turn) => quarter.map((place) => turnedBy(turn, place)));
  return turned;
}

/** @param {number} turns @param {Place} place @returns {Place} */
function turnedBy(turns, [x, y]) {
  return turns === 0 ? [x, y] : turnedBy(turns - 1, [-y, x]);
}

/** @param {number} points @param {number} outer @param {number} inner @returns {Place[]} */
function star(points, outer, inner) {
  return Array.from({ length: 2 * points }, (_, index) => {
    const angle = (Math.PI * index) / points - Math.PI / 2;
    const radius = index % 2 ? inner : outer;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

/** @param {number} value */
function short(value) {
  return Math.round(value * 100) / 100;
}
