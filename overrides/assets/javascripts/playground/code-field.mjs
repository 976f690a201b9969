/** The field for the reader's code: an editor takes its place when the reader comes to it. */

/** @param {HTMLElement} target what has got the focus @param {import("./bridge.mjs").Connection} connection */
export async function openEditor(target, connection) {
  if (!(target instanceof HTMLTextAreaElement) || target.dataset.kind !== "code" || target.dataset.editor) {
    return;
  }
  target.dataset.editor = "loading";
  connection.warm("sandbox");
  try {
    const { mountEditor } = await import("./editor.mjs");
    if (target.isConnected) {
      mountEditor(target);
    }
  } catch (error) {
    console.warn("play-ground: the plain field stays,", error);
  }
}
