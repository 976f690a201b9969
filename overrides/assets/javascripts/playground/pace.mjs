/** How long a step is shown while one plays along a curve, which has no sentence for it. */

const STEP_MS = 120; // of few
const SHORTEST_MS = 3000; // for a whole curve
const LONGEST_MS = 8000;

/** @param {number} span number of steps */
export function skimmingMs(span) {
  return Math.max(SHORTEST_MS, Math.min(LONGEST_MS, span * STEP_MS)) / Math.max(1, span);
}
