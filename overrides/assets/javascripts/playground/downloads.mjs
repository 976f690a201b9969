/** The pictures of a playground as a file. */

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
