/**
 * A sheet to take away: the pictures as they are shown, and below them what they are, in one SVG that needs no style
 * sheet. Loaded when a file is asked for.
 *
 * No list says which properties matter: a copy stands where no style sheet of the page reaches it, and is given every
 * attribute that makes it look more like the original.
 */

import { html, set, svg } from "../dom.mjs";
import { pngOf } from "../png.mjs";

const SVG = "http://www.w3.org/2000/svg";
const PNG_SCALE = 3;
const LICENCE = ["CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"];
const SHORTHANDS = ["font-variant", "overflow", "text-decoration"]; // attributes of SVG that browsers count by their parts
const NO_LOOK = /^(class|style|role|tabindex|(aria|data)-.*)$/;
const NO_STYLE = /^(d|[xy][12]?|[cdr][xy]|r|width|height|transform|viewBox|points|aria-(label|value.*))$/; // asks for them
const NO_WORDS = "svg, button, label, input, table, .playground__live, .playground__progress"; // nor what only a page can use
const [GAP, LINE, SMALL] = [16, 20, 13];
/** @type {Map<string, boolean>} */
const judged = new Map(); // whether a property is an attribute of such an element: the browser says so once

/**
 * @param {HTMLElement[]} boxes what holds pictures, from the top down
 * @param {{title: string, sentence: string, address: string}} words the address may be unknown: ""
 * @param {Known} [known] for several sheets of the same boxes
 * @returns {SVGSVGElement}
 */
export function sheetOf(boxes, words, known = new Map()) {
  const blocks = boxes
    .map((box) => ({ box, places: [...box.querySelectorAll("[data-picture]")].filter(isShown) }))
    .filter(({ places }) => places.length > 0);
  const host = html("div");
  Object.assign(host.style, { all: "initial", display: "none" });
  const sheet = svg("svg");
  host.attachShadow({ mode: "open" }).append(sheet);
  document.body.append(host);
  try {
    const { copyOf, wordsOf } = copier(sheet, known);
    let [width, top] = [0, 0];
    for (const { box, places } of blocks) {
      const { left, width: wide } = box.getBoundingClientRect();
      const rects = places.map((place) => place.getBoundingClientRect());
      const start = Math.min(...rects.map((rect) => rect.top));
      const origin = { left, top: start - top };
      places
        .flatMap((place) => [...place.querySelectorAll(":scope svg.chart__svg")])
        .filter(isShown)
        .forEach((picture) => copyOf(picture, origin));
      places.forEach((place) => wordsOf(place, origin));
      width = Math.max(width, wide);
      top += Math.max(...rects.map((rect) => rect.bottom)) - start + GAP;
    }
    const height = top + caption(sheet, { ...words, top, width }, getComputedStyle(boxes[0]));
    const paper = svg("rect", { width: "100%", height: "100%", fill: paperOf(boxes[0]) });
    sheet.prepend(...about(words), paper);
    return set(sheet, {
      xmlns: SVG,
      width: short(width),
      height: short(height),
      viewBox: `0 0 ${short(width)} ${short(height)}`,
    });
  } finally {
    host.remove();
  }
}

/** @param {SVGSVGElement} sheet */
export function textOf(sheet) {
  return new XMLSerializer().serializeToString(sheet);
}

/** @param {SVGSVGElement} sheet */
export function svgFile(sheet) {
  return new Blob([textOf(sheet)], { type: "image/svg+xml" });
}

/** @param {SVGSVGElement} sheet @returns {Promise<Blob>} */
export async function pngFile(sheet) {
  const [width, height] = ["width", "height"].map((name) => Number(sheet.getAttribute(name)));
  return pngOf(textOf(sheet), { width, height }, PNG_SCALE);
}

/** The colour under the pictures. @param {Element} box */
export function paperOf(box) {
  return getComputedStyle(box).getPropertyValue("--paper").trim() || "white";
}

/** @typedef {[copy: Element, original: Element, kind?: string]} Pair  `kind`: what its style depends on */
/** @typedef {Map<string, string[]>} Known  the properties in which copies of a kind differ: most elements are of few kinds */
/** @typedef {{left: number, top: number}} Origin  of the sheet, in the window */
/** @typedef {{title: string, sentence: string, address: string}} Words */

/** @param {SVGSVGElement} sheet @param {Known} known */
function copier(sheet, known) {
  const isAttribute = (/** @type {string} */ name) => !name.startsWith("-"); // WebKit refuses such a name
  const names = [...getComputedStyle(sheet), ...SHORTHANDS].filter(isAttribute);

  /** Give copies the attributes that the originals' style needs. @param {Pair[]} pairs none within another @param {(name: string) => boolean} wants */
  function dress(pairs, wants = () => true) {
    const wanted = names.filter(wants);
    const differing = pairs.flatMap(([copy, original, kind]) => {
      const [look, goal] = [copy, original].map((each) => getComputedStyle(each));
      const found = ((kind && known.get(kind)) || wanted).filter(
        (name) =>
          judged.get(`${copy.localName} ${name}`) !== false &&
          look.getPropertyValue(name) !== goal.getPropertyValue(name),
      );
      if (kind && !known.has(kind)) {
        known.set(kind, found);
      }
      return found.map((name) => {
        return { copy, look, name, value: goal.getPropertyValue(name), before: copy.getAttribute(name) };
      });
    });
    differing.forEach(({ copy, name, value }) => copy.setAttribute(name, value));
    for (const { copy, look, name, value, before } of differing) {
      const key = `${copy.localName} ${name}`;
      if (!judged.has(key)) {
        set(copy, { [name]: before });
        const helps = look.getPropertyValue(name) !== value;
        copy.setAttribute(name, value);
        judged.set(key, helps && look.getPropertyValue(name) === value);
      }
      if (!judged.get(key)) {
        set(copy, { [name]: before });
      }
    }
    pairs.forEach(([copy]) => simplify(copy));
  }

  /** @param {Element} picture @param {Origin} origin */
  function copyOf(picture, origin) {
    const copy = /** @type {SVGSVGElement} */ (picture.cloneNode(true));
    sheet.append(copy);
    /** @type {Pair[]} */
    let level = [[copy, picture, kindOf(picture)]];
    while (level.length > 0) {
      level.forEach(([one]) =>
        [...one.attributes].filter(({ name }) => NO_LOOK.test(name)).forEach(({ name }) => one.removeAttribute(name)),
      );
      dress(level); // what is inherited goes from level to level
      level = level.flatMap(([one, other, kind]) =>
        [...other.children].map(
          (child, index) => /** @type {Pair} */ ([one.children[index], child, kindOf(child, kind)]),
        ),
      );
    }
    const originals = [...picture.querySelectorAll("*")];
    const invisible = [...copy.querySelectorAll("*")].filter((each, index) =>
      isInvisible(each, getComputedStyle(originals[index])),
    );
    invisible.forEach((element) => element.remove());
    const { left, top, width, height } = picture.getBoundingClientRect();
    set(copy, {
      x: short(left - origin.left),
      y: short(top - origin.top),
      width: short(width),
      height: short(height),
      overflow: "visible",
      ...{ opacity: null, filter: null }, // one that has paled on the page (obstacle.css)
    });
  }

  /** Set the words that stand in or over a picture as HTML: names, notes, what the cursor says. @param {Element} place @param {Origin} origin */
  function wordsOf(place, origin) {
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
      node instanceof Element && (node.matches(NO_WORDS) || !isShown(node))
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_ACCEPT,
    );
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Element) {
        sheet.append(...backOf(node, origin));
        continue;
      }
      const parent = /** @type {Element} */ (node.parentElement);
      for (const { words, rect } of linesOf(/** @type {Text} */ (node))) {
        const y = short((rect.top + rect.bottom) / 2 - origin.top);
        const fill = plain(getComputedStyle(parent).color)[0];
        const line = svg("text", { x: short(rect.left - origin.left), y, "dominant-baseline": "central", fill }, words);
        sheet.append(line);
        dress([[line, parent]], (name) => /^(font-|letter-spacing)/.test(name));
      }
    }
  }

  return { copyOf, wordsOf };
}

/** What the style of an element depends on. @param {Element} element @param {string} [parent] the same of its parent */
function kindOf(element, parent = "") {
  const attributes = [...element.attributes].filter(({ name }) => !NO_STYLE.test(name));
  return `${parent}/${element.localName} ${attributes.map(({ name, value }) => `${name}=${value}`).join(" ")}`;
}

/** Whether an element shows nothing: hidden, or there to catch pointers. @param {Element} copy @param {CSSStyleDeclaration} look */
function isInvisible(copy, { display, visibility }) {
  const isBare =
    ["fill", "stroke"].every((name) => copy.closest(`[${name}]`)?.getAttribute(name) === "none") && !copy.textContent;
  return display === "none" || (copy.childElementCount === 0 && (visibility === "hidden" || isBare));
}

/** The box of an element of HTML, where it is seen. @param {Element} element @param {Origin} origin */
function backOf(element, origin) {
  const { backgroundColor, borderTopWidth, borderTopColor, borderTopLeftRadius } = getComputedStyle(element);
  const { left, top, width, height } = element.getBoundingClientRect();
  const [edge, radius] = [borderTopWidth, borderTopLeftRadius].map(parseFloat);
  if (partsOf(backgroundColor)[3] === 0 && edge === 0) {
    return [];
  }
  const box = svg("rect", {
    x: short(left - origin.left),
    y: short(top - origin.top),
    width: short(width),
    height: short(height),
    rx: radius || null,
  });
  const [fill, opacity] = plain(backgroundColor);
  return [
    set(box, {
      fill,
      "fill-opacity": opacity,
      stroke: edge ? plain(borderTopColor)[0] : null,
      "stroke-width": edge || null,
    }),
  ];
}

/** A text as it is broken into lines. @param {Text} node @returns {{words: string, rect: DOMRect}[]} */
function linesOf(node) {
  /** @type {{words: string, rect: DOMRect}[]} */
  const lines = [];
  const range = document.createRange();
  /** @type {[word: string, start: number][]} */
  const words = [...node.data.matchAll(/\S+\s*|\s+/g)].flatMap(({ 0: word, index }) =>
    /[\u0100-\uffff]/.test(word) ? [...word].map((sign, at) => [sign, index + at]) : [[word, index]],
  );
  words.forEach(([word, start]) => {
    range.setStart(node, start);
    range.setEnd(node, start + word.length);
    const rect = range.getBoundingClientRect();
    const last = lines.at(-1);
    if (last && Math.abs(last.rect.top - rect.top) < 2) {
      last.words += word;
    } else if (rect.width > 0) {
      lines.push({ words: word, rect });
    }
  });
  return lines;
}

/**
 * Write below the pictures what they are; return the height of that.
 *
 * @param {SVGSVGElement} sheet @param {Words & {top: number, width: number}} what @param {CSSStyleDeclaration} look
 */
function caption(sheet, { title, sentence, address, top, width }, { fontFamily, color }) {
  const pencil = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  /** @type {[text: string, weight: number][]} */
  const lines = [];
  const write = (/** @type {string} */ text, /** @type {number} */ weight) => {
    pencil.font = `${weight} ${SMALL}px ${fontFamily}`;
    let line = "";
    for (const [word] of text.matchAll(/(?:[\x21-\x7e]+\s?|.)[，。：；、）”？！]*/gu)) {
      if (line && pencil.measureText(line + word).width > width - 2 * GAP) {
        lines.push([line, weight]);
        line = "";
      }
      line += word;
    }
    lines.push([line, weight]);
  };
  write(title, 600);
  if (sentence) {
    write(sentence, 400);
  }
  write([LICENCE[0], address].filter(Boolean).join(" · "), 400);
  const texts = lines.map(([text, weight], index) =>
    svg(
      "text",
      {
        x: GAP,
        y: short(top + LINE * (index + 0.7)),
        "font-family": fontFamily,
        "font-size": SMALL,
        "font-weight": weight,
        fill: plain(color)[0],
      },
      text,
    ),
  );
  sheet.append(...texts);
  return LINE * lines.length + GAP / 2;
}

/** What a file says of itself to programs. @param {Words} words */
function about({ title, sentence, address }) {
  /** @type {Record<string, string>} */
  const spaces = {
    rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    cc: "http://creativecommons.org/ns#",
    dc: "http://purl.org/dc/elements/1.1/",
  };
  /** @param {string} name @param {Record<string, string>} attributes @param {...(Node|string)} children */
  const entry = (name, attributes, ...children) => {
    const [prefix, local] = name.split(":");
    const element = document.createElementNS(spaces[prefix], `${prefix}:${local}`);
    Object.entries(attributes).forEach(([key, value]) => element.setAttributeNS(spaces.rdf, key, value));
    element.append(...children);
    return element;
  };
  const facts = [
    entry("dc:title", {}, title),
    entry("dc:description", {}, sentence),
    ...(address ? [entry("dc:source", {}, address)] : []),
  ];
  const work = entry("cc:Work", { "rdf:about": "" }, ...facts, entry("cc:license", { "rdf:resource": LICENCE[1] }));
  return [svg("title", {}, title), svg("desc", {}, sentence), svg("metadata", {}, entry("rdf:RDF", {}, work))];
}

/** Write colours as programs of every age read them: rgb(…), and how far one sees through them apart. @param {Element} copy */
function simplify(copy) {
  for (const name of ["fill", "stroke"].filter((each) => /^(rgb|color)/.test(copy.getAttribute(each) ?? ""))) {
    const [colour, opacity] = plain(copy.getAttribute(name) ?? "");
    copy.setAttribute(name, colour);
    if (opacity > 0 && opacity < 1) {
      copy.setAttribute(`${name}-opacity`, String(short(opacity * Number(copy.getAttribute(`${name}-opacity`) ?? 1))));
    }
  }
}

/** @param {string} colour as browsers compute it @returns {[string, number]} */
function plain(colour) {
  const [red, green, blue, opacity] = partsOf(colour);
  return opacity === 0 ? ["none", 0] : [`rgb(${[red, green, blue].map(Math.round).join(", ")})`, opacity];
}

/** @param {string} colour rgb(…), rgba(…) or color(srgb …) @returns {number[]} red, green, blue to 255, opacity to 1 */
function partsOf(colour) {
  const [red, green, blue, opacity = 1] = (colour.match(/[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
  const whole = colour.startsWith("color") ? 255 : 1;
  return [red * whole, green * whole, blue * whole, opacity];
}

/** @param {Element} element */
function isShown(element) {
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0 && getComputedStyle(element).visibility !== "hidden";
}

/** @param {number} pixels */
function short(pixels) {
  return Math.round(pixels * 100) / 100;
}
