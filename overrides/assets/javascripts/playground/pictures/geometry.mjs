/** Where things of a picture of lines stand: arithmetic that needs no page. @typedef {import("../types").Series} Series */

const LEVELS = 1000; // between the ends of an axis, of which a place is one
const LOWERED = "₀₁₂₃₄₅₆₇₈₉";

/**
 * Where the values of an axis lie between two places: `scale(value)`, and back `scale.invert(place)`.
 *
 * @param {{low: number, high: number, scale?: string}} axis @param {number} from @param {number} to
 */
export function scaleOf({ low, high, scale }, from, to) {
  const isLog = scale === "log";
  const [first, last] = isLog ? [Math.log(low), Math.log(high)] : [low, high];
  const unit = (to - from) / (last - first || 1);
  const place = (/** @type {number} */ value) => from + ((isLog ? Math.log(value) : value) - first) * unit;
  const invert = (/** @type {number} */ at) => {
    const value = first + (at - from) / unit;
    return isLog ? Math.exp(value) : value;
  };
  return Object.assign(place, { invert, domain: () => [low, high] });
}

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

/** A value within the ends of an axis, as short as its length allows. @param {number} value @param {number[]} ends */
export function within(value, [low, high]) {
  const decimals = Math.max(2, Math.ceil(Math.log10(LEVELS / (high - low))));
  return Number(Math.max(low, Math.min(high, value)).toFixed(decimals));
}

/** A length with two decimals. @param {number} pixels */
export function short(pixels) {
  return String(Math.round(pixels * 100) / 100);
}

/** Words as plain text, without the dollars round their symbols: $F_{12}$ is F₁₂. @param {string} text */
export function plain(text) {
  return text
    .replaceAll("$", "")
    .replace(/_\{?(\d+)\}?/g, (_, digits) => [...digits].map((digit) => LOWERED[Number(digit)]).join(""));
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
  let last = top - FRAME.NAME;
  for (const name of names) {
    name.place = last = Math.max(name.place, last + FRAME.NAME);
  }
  let next = bottom + FRAME.NAME;
  for (const name of names.toReversed()) {
    name.place = next = Math.min(name.place, next - FRAME.NAME);
  }
}

/**
 * All ticks, or as many as have room one over the other, or side by side, 0 among them.
 *
 * @param {[number, string][]} ticks @param {(value: number) => number} place @param {number} [room] that each takes
 */
export function apart(ticks, place, room = FRAME.TEXT) {
  const space = ticks.length > 1 ? Math.abs(place(ticks[1][0]) - place(ticks[0][0])) : Infinity;
  const stride = Math.max(1, Math.ceil(room / space));
  const zero = Math.max(
    0,
    ticks.findIndex(([value]) => value === 0),
  );
  return ticks.filter((_, index) => (index - zero) % stride === 0);
}

/** About how much room the widest label of ticks takes. @param {[number, string][]} ticks */
export function widest(ticks) {
  return FRAME.TEXT * 0.6 * Math.max(1, ...ticks.map(([, text]) => text.length)) + 4;
}

/** A dash of a line of some width. @param {number[]} dash in widths @param {number} width */
export function dashes(dash, width) {
  return dash.map((length) => short(length * width)).join(" ");
}
