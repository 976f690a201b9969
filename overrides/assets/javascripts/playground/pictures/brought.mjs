/** What the reader brings to a picture: text that is pasted over it, a file that is dropped on it. It stays in the tab. */

import { isTyped, targetOf } from "../../dom.mjs";

const MOST_BYTES = 1e6; // more is too long for any control, which says so

/**
 * @param {HTMLElement} root of the picture @param {() => boolean} takes whether it takes anything now
 * @param {(text: string) => void} take @param {AbortSignal} signal
 */
export function watchBrought(root, takes, take, signal) {
  document.addEventListener(
    "paste",
    (event) => {
      const text = event.clipboardData?.getData("text") ?? "";
      const isHere = root.matches(":hover") || root.contains(document.activeElement);
      if (takes() && isHere && text && !isTyped(event.target) && !targetOf(event).closest(".cm-content")) {
        event.preventDefault();
        take(text);
      }
    },
    { signal },
  );
  for (const type of ["dragenter", "dragover", "dragleave", "drop"]) {
    root.addEventListener(type, (event) => {
      const { dataTransfer } = /** @type {DragEvent} */ (event);
      const isFile = takes() && dataTransfer?.types.includes("Files");
      root.toggleAttribute("data-takes-file", Boolean(isFile) && type.endsWith("er") && type !== "dragleave");
      if (isFile) {
        event.preventDefault();
        const file = type === "drop" ? dataTransfer?.files[0] : null;
        file
          ?.slice(0, MOST_BYTES)
          .arrayBuffer()
          .then((bytes) => take(decoded(bytes)));
      }
    });
  }
}

/** Text in UTF-8, or as Excel writes CSV files in Chinese. @param {ArrayBuffer} bytes */
function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}
