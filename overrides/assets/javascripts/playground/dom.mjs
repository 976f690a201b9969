/** Making elements without markup strings. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag
 * @param {Record<string, string|number|boolean|null|undefined>} [attributes] false, null and undefined leave one out
 * @param {...(Node|string)} children
 * @returns {HTMLElement}
 */
export function html(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** The same for SVG. @returns {SVGElement} */
export function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

/** Set attributes; false, null and undefined remove one. */
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) {
      element.removeAttribute(name);
    } else {
      element.setAttribute(name, value === true ? "" : value);
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
    parent.lastChild.remove();
  }
}

function filled(element, attributes, children) {
  set(element, attributes).append(...children);
  return element;
}
