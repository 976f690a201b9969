/**
 * A moving picture as a GIF, frame by frame. Each frame holds what is other than in the one before, in a palette of its own:
 * the pictures have few colours, so that flat ones stay as they are and only the edges of letters are rounded.
 *
 * https://www.w3.org/Graphics/GIF/spec-gif89a.txt
 */

const TRANSPARENT = 255; // what stays as it was; the colours come before it
const [CLEAR, END, FULL] = [256, 257, 4096]; // codes of LZW, and how many of them there are
const COARSE = 0xf8f8f8; // colours that differ in less than this share a place in the palette

export class Gif {
  #width;
  #height;
  /** @type {Uint8Array<ArrayBuffer>[]} */ #parts = [];
  /** @type {Uint32Array|null} the pixels of the last frame */ #before = null;

  /** @param {number} width @param {number} height */
  constructor(width, height) {
    this.#width = width;
    this.#height = height;
    this.#write(..."GIF89a".split("").map(codeOf), ...word(width), ...word(height), 0x70, 0, 0);
    this.#write(0x21, 0xff, 11, ..."NETSCAPE2.0".split("").map(codeOf), 3, 1, ...word(0), 0); // again and again
  }

  /** @param {Uint8ClampedArray<ArrayBuffer>} rgba opaque pixels, row by row @param {number} delayMs how long they are shown */
  add(rgba, delayMs) {
    const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, this.#width * this.#height);
    const [before, wide] = [this.#before, this.#width];
    const [left, top, width, height] = before ? changed(pixels, before, wide) : [0, 0, wide, this.#height];
    const shown = new Uint32Array(width * height); // 0: as before
    for (let at = 0; at < shown.length; at++) {
      const place = (top + Math.floor(at / width)) * wide + left + (at % width);
      shown[at] = before && pixels[place] === before[place] ? 0 : pixels[place];
    }
    const { palette, places } = paletteOf(shown);
    const indices = new Uint8Array(shown.length);
    shown.forEach((pixel, at) => (indices[at] = pixel ? (places.get(pixel) ?? 0) : TRANSPARENT));
    this.#write(0x21, 0xf9, 4, 0x05, ...word(Math.round(delayMs / 10)), TRANSPARENT, 0);
    this.#write(0x2c, ...[left, top, width, height].flatMap(word), 0x87, ...palette, 8);
    const bytes = compressed(indices);
    for (let start = 0; start < bytes.length; start += 255) {
      const block = bytes.subarray(start, start + 255);
      this.#write(block.length, ...block);
    }
    this.#write(0);
    this.#before = pixels.slice();
  }

  /** The parts of the file; no frame comes after it. */
  whole() {
    this.#write(0x3b);
    return this.#parts;
  }

  /** @param {...number} bytes */
  #write(...bytes) {
    this.#parts.push(Uint8Array.from(bytes));
  }
}

/**
 * The smallest rectangle that holds what has changed: left, top, width, height; a pixel where nothing has.
 *
 * @param {Uint32Array} pixels @param {Uint32Array} before @param {number} wide how many there are in a row
 */
function changed(pixels, before, wide) {
  let [left, right, top, bottom] = [wide, 0, Infinity, 0];
  for (let place = 0; place < pixels.length; place++) {
    if (pixels[place] !== before[place]) {
      const [column, row] = [place % wide, Math.floor(place / wide)];
      left = Math.min(left, column);
      right = Math.max(right, column + 1);
      top = Math.min(top, row);
      bottom = row + 1;
    }
  }
  return bottom ? [left, top, right - left, bottom - top] : [0, 0, 1, 1];
}

/** The colours of pixels, the most frequent first, and where each is in the palette. @param {Uint32Array} pixels */
function paletteOf(pixels) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  pixels.forEach((pixel) => pixel && counts.set(pixel, (counts.get(pixel) ?? 0) + 1));
  const colours = [...counts.keys()].sort((one, other) => (counts.get(other) ?? 0) - (counts.get(one) ?? 0));
  /** @type {Map<number, number>} by what is like it */
  const chosen = new Map();
  for (const colour of colours) {
    if (chosen.size < TRANSPARENT && !chosen.has(colour & COARSE)) {
      chosen.set(colour & COARSE, colour);
    }
  }
  const kept = [...chosen.values()].map(partsOf);
  const places = new Map(colours.map((colour) => [colour, nearest(partsOf(colour), kept)]));
  return { palette: Uint8Array.from({ length: 768 }, (_, at) => kept[Math.floor(at / 3)]?.[at % 3] ?? 0), places };
}

/** @param {number[]} colour @param {number[][]} kept */
function nearest([red, green, blue], kept) {
  let [found, least] = [0, Infinity];
  kept.forEach(([r, g, b], at) => {
    const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
    [found, least] = distance < least ? [at, distance] : [found, least];
  });
  return found;
}

/** Red, green and blue of a pixel, as little-endian machines have it. @param {number} pixel */
function partsOf(pixel) {
  return [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];
}

/** By LZW, with codes of 9 to 12 bits. @param {Uint8Array} indices */
function compressed(indices) {
  const bytes = new Uint8Array(2 * indices.length + 16); // no code is longer than two bytes
  const codes = new Uint16Array(FULL * 256); // of a code with an index behind it; 0: none
  let [length, held, bits, size, next] = [0, 0, 0, 9, END + 1];
  const write = (/** @type {number} */ code) => {
    held |= code << bits;
    for (bits += size; bits >= 8; bits -= 8) {
      bytes[length++] = held & 255;
      held >>>= 8;
    }
  };
  write(CLEAR);
  let code = indices[0];
  for (let at = 1; at < indices.length; at++) {
    const key = code * 256 + indices[at];
    if (codes[key]) {
      code = codes[key];
      continue;
    }
    write(code);
    if (next === FULL) {
      write(CLEAR);
      codes.fill(0);
      [size, next] = [9, END + 1];
    } else {
      size += Number(next === 1 << size);
      codes[key] = next++;
    }
    code = indices[at];
  }
  write(code);
  write(END);
  bytes[length++] = held; // what is left of the last code
  return bytes.subarray(0, length);
}

/** Two bytes, the lower first. @param {number} value */
function word(value) {
  return [value & 255, value >> 8];
}

/** @param {string} letter */
function codeOf(letter) {
  return letter.charCodeAt(0);
}
