/** What waits while a request is on its way. @typedef {import("./types").Edit} Edit */

/** The edits with one more, which takes the place of an older text for the same control. @param {Edit[]} edits @param {Edit} edit */
export function withEdit(edits, edit) {
  const last = edits.at(-1);
  const isNewer = last && !last.op && !edit.op && target(last) === target(edit);
  return [...(isNewer ? edits.slice(0, -1) : edits), edit];
}

/** @param {Edit} edit */
function target({ setting, path }) {
  return JSON.stringify([setting, path]);
}
