/** Lines of arithmetic, as moving figures and playgrounds show them. */

// 0.9^7, 0.8^(30 − 15), 0.5^floor(3/5), 0.5^floor((9 − 4)/5)
const GROUP = /\((?:[^()]|\([^()]*\))*\)/.source;
const POWER = new RegExp(`\\^(${GROUP}|\\w+${GROUP}|[-−]?[\\d.]+e-\\d+|[-−]?[\\w.]+)`);

/** Return the nodes of a line of arithmetic, its powers raised. @param {string} text @returns {(string | HTMLElement)[]} */
export function typeset(text) {
  const found = text.match(POWER);
  if (found?.index === undefined) return [text];
  const power = document.createElement("sup");
  power.textContent = found[1].startsWith("(") ? found[1].slice(1, -1) : found[1];
  const rest = text.slice(found.index + found[0].length);
  return [text.slice(0, found.index), power, ...typeset(rest)];
}
