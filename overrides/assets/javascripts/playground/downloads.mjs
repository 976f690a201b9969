/** The pictures of a playground as a file. */

/**
 * What the page has, handed on: a module that is asked for later and imports it would make a file of its own of it, which all
 * would load at the start.
 *
 * @typedef {import("./playground.mjs").Playground} Playground
 * @typedef {Pick<typeof import("./progress.mjs"), "showProgress"|"hideProgress"> & {
 *   words: (sentence?: string) => {title: string, sentence: string, address: string},
 * }} Means  `words`: below the picture, with the sentence that is shown, or another one
 */

/** Hand it to the reader, or say why there is nothing. @param {string} kind svg, png, csv or gif @param {Playground} playground @param {Means} means */
export async function giveFile(kind, playground, means) {
  if (!playground.stage.main) {
    playground.notice.say("没有图可以下载：这个设置画不出来。改好，或点“重置”，再下载。");
    return;
  }
  const file = await (kind === "csv" ? csvFile(playground.stage.tables()) : drawing(kind, playground, means));
  if (file) {
    download(`${playground.element.dataset.playground}.${kind}`, file);
  }
}

/** What is shown, with words below it; null where nobody waits for it any more. @param {string} kind @param {Playground} playground @param {Means} means */
async function drawing(kind, playground, means) {
  const { pngFile, sheetOf, svgFile } = await import("./sheet.mjs");
  const { picture, panels } = playground.parts;
  const known = new Map();
  const sheet = (/** @type {string|undefined} */ said) => sheetOf([picture, panels], means.words(said), known);
  if (kind === "gif") {
    const { animated } = await import("./animation.mjs");
    return animated(playground, sheet, means);
  }
  const whole = sheet(undefined);
  return kind === "svg" ? svgFile(whole) : pngFile(whole);
}

/** Hand a file to the reader. @param {string} name @param {Blob} content */
export function download(name, content) {
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
