/** Copying and downloading. */

const STYLES = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "opacity"];
const TEXT_STYLES = ["font-family", "font-size", "font-weight"];
const PNG_SCALE = 3;

/** Put text on the clipboard. @param {string} text @returns {Promise<boolean>} whether it is there */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text); // no permission, or a page without https
  }
}

function copyBySelection(text) {
  const focused = document.activeElement;
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "playground__live";
  area.readOnly = true;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  focused?.focus?.({ preventScroll: true });
  return done;
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

/** @param {string[][]} rows */
export function csvFile(rows) {
  const cell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = rows.map((row) => row.map(cell).join(","));
  return new Blob(["\ufeff", lines.join("\r\n"), "\r\n"], { type: "text/csv" }); // with the mark that Excel needs for Chinese
}

/** A picture as a file of its own, its colours written into it. @param {SVGSVGElement} picture */
export function svgFile(picture) {
  return new Blob([svgText(picture)], { type: "image/svg+xml" });
}

/** @param {SVGSVGElement} picture @returns {Promise<Blob>} */
export async function pngFile(picture) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(picture))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = picture.clientWidth * PNG_SCALE;
  canvas.height = picture.clientHeight * PNG_SCALE;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no image"))), "image/png"));
}

/** @param {SVGSVGElement} picture */
function svgText(picture) {
  const copied = /** @type {SVGSVGElement} */ (picture.cloneNode(true));
  copied.removeAttribute("class");
  const originals = picture.querySelectorAll("*");
  copied.querySelectorAll("*").forEach((element, index) => {
    const style = getComputedStyle(originals[index]);
    for (const name of element.localName === "text" ? [...STYLES, ...TEXT_STYLES] : STYLES) {
      element.setAttribute(name, style.getPropertyValue(name));
    }
    for (const name of ["class", "tabindex", "role"]) {
      element.removeAttribute(name);
    }
  });
  copied.querySelectorAll("[visibility=hidden], rect").forEach((element) => element.remove()); // what only catches pointers
  const paper = document.createElementNS(picture.namespaceURI, "rect");
  paper.setAttribute("width", "100%");
  paper.setAttribute("height", "100%");
  paper.setAttribute("fill", getComputedStyle(picture).getPropertyValue("--paper").trim() || "white");
  copied.prepend(paper);
  copied.setAttribute("xmlns", picture.namespaceURI);
  return new XMLSerializer().serializeToString(copied);
}
