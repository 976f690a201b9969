/** The pictures of a playground as a file. */

import { publishedAddress } from "./address.mjs";
import { wordsOf } from "./sentence.mjs";

/**
 * Hand it to the reader.
 *
 * @param {string} kind svg, png, csv or gif @param {import("./playground.mjs").Playground} playground
 */
export async function giveFile(kind, playground) {
  const file = await (kind === "csv" ? csvFile(playground.stage.tables()) : drawing(kind, playground));
  if (file) {
    download(`${playground.element.dataset.playground}.${kind}`, file);
  }
}

/** What is shown, with words below it; null where the reader does not wait for it. @param {string} kind @param {import("./playground.mjs").Playground} playground */
async function drawing(kind, playground) {
  const { drawn, element, narrator } = playground;
  const address = publishedAddress(element, drawn);
  const { pngFile, sheetOf, svgFile } = await import("./sheet.mjs");
  const { picture, panels } = playground.parts;
  const known = new Map();
  const sheet = (/** @type {string} */ said) =>
    sheetOf([picture, panels], { title: document.title, sentence: wordsOf(said), address }, known);
  if (kind === "gif") {
    const { animated } = await import("./animation.mjs");
    return animated(playground, sheet);
  }
  const whole = sheet(narrator.said ?? "");
  return kind === "svg" ? svgFile(whole) : pngFile(whole);
}

/** Hand a file to the reader. @param {string} name @param {Blob} content */
function download(name, content) {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** @param {string[][][]} tables one below the other, an empty line between two */
function csvFile(tables) {
  const cell = (/** @type {string} */ text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = tables.flatMap((rows, index) => [
    ...(index ? [""] : []),
    ...rows.map((row) => row.map(cell).join(",")),
  ]);
  return new Blob(["\ufeff", lines.join("\r\n"), "\r\n"], { type: "text/csv" }); // with the mark that Excel needs for Chinese
}
