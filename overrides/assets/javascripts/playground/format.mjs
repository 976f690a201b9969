/** Numbers as the reader sees them. */

// A tie goes up in JavaScript and to even in Python; raised by this little, no tie is left. See plots/models/digits.py.
const ABOVE = 1 + 1e-13;
const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const MOST_DECIMALS = 9;

/** `value` with at most `digits` significant digits. @param {number} value @param {number} [digits] */
export function formatNumber(value, digits = 4) {
  const text = (value * ABOVE).toExponential(digits - 1);
  const rounded = Number(text);
  const size = Math.abs(rounded);
  if (size !== 0 && (size < 1e-4 || size >= 1e7)) {
    const [mantissa, exponent] = text.split("e");
    return `${minus(String(Number(mantissa)))}×10${raised(exponent)}`;
  }
  return minus(String(rounded));
}

/**
 * A function that writes the ticks of an axis, with no more decimals than the step between them needs.
 *
 * @param {number[]} ticks
 */
export function tickFormat(ticks) {
  const step = ticks.length > 1 ? Math.abs(ticks[1] - ticks[0]) : Math.abs(ticks[0]) || 1;
  const largest = Math.max(...ticks.map(Math.abs), step);
  if (largest < 1e-3 || largest >= 1e6) {
    return (/** @type {number} */ value) => formatNumber(value, 3);
  }
  let decimals = 0; // a step of 0.25 needs two, although it is above 0.1
  while (
    decimals < MOST_DECIMALS &&
    ticks.some((tick) => Math.abs(Number(tick.toFixed(decimals)) - tick) > step * 1e-6)
  ) {
    decimals += 1;
  }
  return (/** @type {number} */ value) => minus(String(Number(value.toFixed(decimals))));
}

/** A power of ten: 0.01, 1, 100, 10⁻⁴. @param {number} value */
export function formatPower(value) {
  const exponent = Math.round(Math.log10(value));
  return Math.abs(exponent) < 4 ? String(Number(value.toPrecision(1))) : `10${raised(exponent)}`;
}

/** @param {string|number} exponent */
function raised(exponent) {
  const number = Number(exponent);
  return (number < 0 ? "⁻" : "") + [...String(Math.abs(number))].map((digit) => RAISED[Number(digit)]).join("");
}

/** @param {string} text */
function minus(text) {
  return text.replace("-", "−");
}
