/**
 * All that our scales need of d3-interpolate, whose place this takes in the bundle: numbers. Colours and texts, which
 * it also knows, weigh as much as half of D3's other parts that we use.
 */

export function interpolateNumber(from, to) {
  return (share) => from * (1 - share) + to * share;
}

export function interpolateRound(from, to) {
  return (share) => Math.round(from * (1 - share) + to * share);
}

export { interpolateNumber as interpolate };

export function piecewise() {
  throw new Error("only colour scales need this");
}
