/** Elements made without markup strings, and style sheets that come with modules. */

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {Record<string, string|number|boolean|null|undefined>} Attributes  false, null and undefined leave one out */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Attributes} [attributes] @param {...(Node|string)} children
 */
export function html(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/**
 * The same for SVG.
 *
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag @param {Attributes} [attributes] @param {...(Node|string)} children
 */
export function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

/** Set attributes. @template {Element} E @param {E} element @param {Attributes} attributes */
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) {
      element.removeAttribute(name);
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  return element;
}

/** Bring the children of an element to a number. @param {Element} parent @param {number} count @param {() => Element} make */
export function fill(parent, count, make) {
  while (parent.childElementCount < count) {
    parent.append(make());
  }
  while (parent.childElementCount > count) {
    parent.lastElementChild?.remove();
  }
}

/** The element that an event is about. @param {Event} event @returns {HTMLElement} */
export function targetOf({ target }) {
  return /** @type {HTMLElement} */ (target);
}

/** Whether one types in it. @param {EventTarget|null} element @returns {element is HTMLInputElement|HTMLTextAreaElement} */
export function isTyped(element) {
  const isInput = element instanceof HTMLInputElement && !["range", "checkbox", "radio"].includes(element.type);
  return isInput || element instanceof HTMLTextAreaElement;
}

/**
 * Let a style sheet apply from now on. It belongs to the document and not to its head, where Material leaves only what the
 * next page names.
 *
 * @param {string} text
 */
export function adopt(text) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets.push(sheet);
}

/** @template {Element} E @param {E} element @param {Attributes} attributes @param {(Node|string)[]} children */
function filled(element, attributes, children) {
  set(element, attributes).append(...children);
  return element;
}
