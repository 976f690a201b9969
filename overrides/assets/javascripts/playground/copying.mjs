/** Copying. */

const SAID_MS = 1500; // that something was copied

/** Put text on the clipboard. @param {string} text @returns {Promise<boolean>} whether it is there */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text); // no permission, or a page without https
  }
}

/** @param {string} text */
function copyBySelection(text) {
  const focused = /** @type {HTMLElement|null} */ (document.activeElement);
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "playground__live visually-hidden";
  area.style.whiteSpace = "pre"; // what is hidden is in one line, and of its spaces one would be copied
  area.readOnly = true;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  focused?.focus({ preventScroll: true });
  return done;
}

/** Copy, let the button say so for a while, and return what is to be said. @param {HTMLElement} button @param {string} text @param {string} what */
export async function copied(button, text, what) {
  const done = await copy(text);
  if (done && !button.dataset.label) {
    button.dataset.label = button.textContent;
    button.textContent = "已复制";
    setTimeout(() => {
      button.textContent = button.dataset.label ?? "";
      delete button.dataset.label;
    }, SAID_MS);
  }
  return done ? `已复制${what}` : `浏览器不让复制${what}，从地址栏或代码框中手动复制。`;
}
