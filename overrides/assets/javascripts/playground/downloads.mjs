/** The pictures of a playground as a file. */

import { csvFile, download } from "./actions.mjs";

/**
 * Hand it to the reader.
 *
 * @param {string} kind svg, png or csv @param {string} name of the file, without its kind
 * @param {import("./stage.mjs").Stage} stage what is shown @param {{sentence: string, address: string}} words below it
 */
export async function giveFile(kind, name, stage, words) {
  if (kind === "csv") {
    download(`${name}.csv`, csvFile(stage.tables()));
    return;
  }
  const { pngFile, sheetOf, svgFile } = await import("./sheet.mjs");
  const { picture, panels } = stage.parts;
  const sheet = sheetOf([picture, panels], { title: document.title, ...words });
  download(`${name}.${kind}`, kind === "svg" ? svgFile(sheet) : await pngFile(sheet));
}
