/** Numbers as the reader sees them. */

// A tie goes up in JavaScript and to even in Python; raised by this little, no tie is left. See plots/models/digits.py.
const ABOVE = 1 + 1e-13;
const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

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

/** @param {string|number} exponent */
function raised(exponent) {
  const number = Number(exponent);
  return (number < 0 ? "⁻" : "") + [...String(Math.abs(number))].map((digit) => RAISED[Number(digit)]).join("");
}

/** @param {string} text */
function minus(text) {
  return text.replace("-", "−");
}
