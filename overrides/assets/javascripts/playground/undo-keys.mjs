/**
 * Ctrl+Z and its like, in the playground that the reader is in: with the focus, or with the last press where nothing has
 * the focus, as after a press on a picture.
 *
 * In a text field the browser comes first. Who has mistyped a digit wants that digit back, and not the number that was
 * there before; when all that was typed since the focus came is taken back, it is the playground's turn. The editor of
 * code, which is no field, has a history of its own and keeps the keys.
 */

import { isTyped, targetOf } from "../dom.mjs";

/**
 * @param {HTMLElement} element @param {(op: "undo"|"redo") => boolean} onPress returns whether there is something to do
 * @param {AbortSignal} signal
 */
export function watchUndoKeys(element, onPress, signal) {
  let pressed = true; // whether the last press on the page was in here
  /** @type {string|null} of the field that has the focus, before anything was typed; null where that is not known */
  let text = null;
  for (const type of ["focusin", "play-ground-text"]) {
    element.addEventListener(
      type,
      ({ target }) => {
        if (target === document.activeElement && isTyped(target)) {
          text = target.value;
        }
      },
      { signal, capture: true },
    );
  }
  addEventListener("pointerdown", (event) => (pressed = element.contains(targetOf(event))), { signal, capture: true });
  addEventListener(
    "keydown",
    (event) => {
      const target = targetOf(event);
      const isHere = element.contains(target) || (pressed && target === document.body);
      const isTheirs = target.isContentEditable || (isTyped(target) && target.value !== text);
      const op = isHere && !isTheirs ? meant(event) : null;
      if (op && onPress(op)) {
        event.preventDefault();
      }
    },
    { signal },
  );
}

/** @param {KeyboardEvent} event @returns {"undo"|"redo"|null} */
function meant({ key, ctrlKey, metaKey, shiftKey, altKey }) {
  const letter = key.toLowerCase();
  if (altKey || !(ctrlKey || metaKey)) {
    return null;
  }
  if (letter === "z") {
    return shiftKey ? "redo" : "undo";
  }
  return letter === "y" && ctrlKey && !shiftKey ? "redo" : null;
}
