/** As much of a document as the making of elements asks for. */

class Node {
  constructor(name) {
    Object.assign(this, { localName: name, attributes: {}, children: [] });
  }

  setAttribute(name, value) {
    this.attributes[name] = String(value);
  }

  removeAttribute(name) {
    delete this.attributes[name];
  }

  append(...children) {
    this.children.push(...children);
  }

  get textContent() {
    return this.children.map((child) => child.textContent ?? child).join("");
  }

  set textContent(text) {
    this.children = [text];
  }
}

globalThis.document = { createElement: (name) => new Node(name), createElementNS: (_, name) => new Node(name) };
