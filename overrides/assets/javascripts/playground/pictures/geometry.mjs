/** Where things of a picture of lines stand: arithmetic that needs no page. @typedef {import("../types").Series} Series */

export const NAME_HEIGHT = 17;
const LATE = 0.65; // of the width, from where on the name of a rule stands before it

/** @param {Series} series @returns {[number, number][]} */
export function pointsOf({ points, start = 0, values = [] }) {
  return points ?? values.map((value, index) => [start + index, value]);
}

/** A path through places; as stairs, a value holds until the next. @param {[number, number][]} places @param {boolean} stairs */
export function pathOf(places, stairs) {
  const parts = places.map(([left, top], index) => {
    if (index === 0) {
      return `M${short(left)},${short(top)}`;
    }
    return stairs ? `H${short(left)}V${short(top)}` : `L${short(left)},${short(top)}`;
  });
  return parts.join("");
}

/** A length with one decimal: enough where there are many. @param {number} pixels */
export function rough(pixels) {
  return String(Math.round(pixels * 10) / 10);
}

/** A length with two decimals. @param {number} pixels */
export function short(pixels) {
  return String(Math.round(pixels * 100) / 100);
}

/**
 * Where the name of an upright rule stands: in its row, if it has one, and on the side with room.
 *
 * @param {{row?: number}} rule @param {number} place @param {{left: number, right: number, top: number}} edges
 */
export function besideRule({ row }, place, { left, right, top }) {
  const late = row !== undefined && place > left + LATE * (right - left);
  return { x: place + (late ? -4 : 4), y: top + 4 + (row ?? 0) * NAME_HEIGHT, "text-anchor": late ? "end" : "start" };
}

/** The place on the x axis that has a value and is nearest to `at`. @param {Series[]} series @param {number} at */
export function nearest(series, at) {
  /** @type {number|null} */
  let best = null;
  const offer = (/** @type {number} */ place) => {
    best = best === null || Math.abs(place - at) < Math.abs(best - at) ? place : best;
  };
  for (const { points, start = 0, values = [] } of series) {
    if (points) {
      points.forEach(([place]) => offer(place));
    } else {
      offer(Math.max(start, Math.min(start + values.length - 1, Math.round(at))));
    }
  }
  return best;
}

/** @param {Series} series @param {number} place @returns {number|undefined} */
export function valueAt({ points, start = 0, values = [] }, place) {
  return points ? points.find(([x]) => x === place)?.[1] : values[place - start];
}

/**
 * Move names apart, from the top down and back from the bottom up.
 *
 * @param {{place: number}[]} names in their order @param {number} top @param {number} bottom
 */
export function spread(names, top, bottom) {
  let last = top - NAME_HEIGHT;
  for (const name of names) {
    name.place = last = Math.max(name.place, last + NAME_HEIGHT);
  }
  let next = bottom + NAME_HEIGHT;
  for (const name of names.toReversed()) {
    name.place = next = Math.min(name.place, next - NAME_HEIGHT);
  }
}
