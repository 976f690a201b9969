/** How long a step is shown while one plays. */

const READING_MS = 1200; // for a step that has a sentence
const SKIMMING_MS = 120; // for one of few along a curve
const SHORTEST_MS = 3000; // for a whole curve
const LONGEST_MS = 8000;

/** @param {boolean|undefined} told whether every step has a sentence @param {number} span number of steps */
export function momentMs(told, span) {
  return told ? READING_MS : skimmingMs(span);
}

/** Along a curve of `span` steps. @param {number} span */
function skimmingMs(span) {
  return Math.max(SHORTEST_MS, Math.min(LONGEST_MS, span * SKIMMING_MS)) / Math.max(1, span);
}
