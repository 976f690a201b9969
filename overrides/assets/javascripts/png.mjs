/** A drawing as a picture that a canvas takes, and as a PNG. */

/** @param {string} drawing an SVG that needs nothing else */
export async function imageOf(drawing) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing)}`;
  await image.decode();
  return image;
}

/** @param {string} drawing an SVG that needs nothing else @param {{width: number, height: number}} size @param {number} scale @returns {Promise<Blob>} */
export async function pngOf(drawing, { width, height }, scale) {
  const image = await imageOf(drawing);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height].map((side) => Math.round(side * scale));
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  // Not toBlob: browsers make one when a page is idle, after seven seconds on one that never is.
  const [head, data] = canvas.toDataURL("image/png").split(";base64,");
  if (!data) throw new Error("no image");
  return new Blob([Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0))], { type: head.slice("data:".length) });
}
