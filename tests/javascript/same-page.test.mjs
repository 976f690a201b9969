import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import { runInNewContext } from "node:vm";

const script = readFileSync(new URL("../../overrides/assets/javascripts/same-page.mjs", import.meta.url), "utf8");

class Element {}
class HTMLElement extends Element {
  get popover() {
    return null;
  }
}
let listeners;
let page;

/** A link that counts how often its address is written: browsers load what it leads to each time. */
function linkTo(address, { rel }) {
  let written = address;
  const link = { rel, count: 0, cloneNode: () => linkTo(address, { rel }) };
  return Object.defineProperties(link, {
    href: {
      get: () => new URL(written, "https://example.org/blog/a/").href,
      set(value) {
        written = value;
        link.count += 1;
      },
      configurable: true,
    },
    outerHTML: { get: () => `<link rel="${rel}" href="${written}">`, configurable: true },
  });
}

/** Open a page; `pages()` is called when the theme shows another one. */
beforeEach(() => {
  listeners = {};
  const classes = new Set(["from-top"]);
  page = {
    location: new URL("https://example.org/blog/a/?play=lr&gamma=1"),
    told: [],
    states: [],
    events: [],
    classes,
    moved: 0,
    shown: 0,
    freed: [],
  };
  page.links = [linkTo("../style.css", { rel: "stylesheet" }), linkTo("../icon.svg", { rel: "icon" })];
  const subject = { subscribe: (listener) => page.told.push(listener) };
  runInNewContext(script, {
    location: page.location,
    Element,
    HTMLElement,
    scrollX: 0,
    scrollY: 420,
    scrollBy: (x, y) => (page.moved += y),
    document: {
      querySelectorAll: () => page.links,
      querySelector: () => ({ scrollIntoView: () => (page.shown += 1) }), // what the address names
      body: { removeAttribute: (name) => page.freed.push(name), style: {} },
      documentElement: {
        classList: {
          add: (name) => classes.add(name),
          remove: (name) => classes.delete(name),
        },
      },
    },
    history: { state: null, replaceState: (state) => page.states.push(state) },
    addEventListener: (type, listener) => (listeners[type] = listener),
    dispatchEvent: ({ type }) => page.events.push(type),
    Event,
    location$: subject,
    document$: subject,
  });
  listeners.DOMContentLoaded();
});

function clicked(address, event = {}) {
  const url = new URL(address, page.location);
  const link = Object.assign(new Element(), {
    ...Object.fromEntries(["origin", "pathname", "hash", "search"].map((name) => [name, url[name]])),
    target: "",
  });
  link.closest = () => link;
  link.getBoundingClientRect = () => ({ top: page.classes.has("from-top") ? 100 : 350 });
  listeners.click({ target: link, ...event });
  return link;
}

test("a link within the page is the browser's and keeps the setting", () => {
  const link = clicked("/blog/a/#there");

  assert.deepEqual([link.target, link.search], ["_self", "?play=lr&gamma=1"]);
  assert.equal(JSON.stringify(page.states), '[{"x":0,"y":420}]'); // where Back leads
});

test("a footnote that a reader presses opens beside its mention; a script follows it", () => {
  assert.equal(clicked("/blog/a/#fn:one", { isTrusted: true }).target, "");
  assert.equal(clicked("/blog/a/#fn:one", { isTrusted: false }).target, "_self");
});

test("a link to another page, site or setting is left alone", () => {
  for (const address of ["/blog/b/#there", "https://elsewhere.org/blog/a/#there", "/blog/a/", "/blog/a/?play=lr#lr"]) {
    assert.equal(clicked(address).target, "", address);
    assert.equal(page.states.length, 0);
  }
});

test("the theme does not hear of a step in the history before it has fetched a page", () => {
  const stopped = () => {
    let done = false;
    listeners.popstate({ stopImmediatePropagation: () => (done = true) });
    return done;
  };

  assert.equal(stopped(), true);
  page.told.forEach((listener) => listener(page.location));
  assert.equal(stopped(), false);
});

test("the theme finds the whole address of a style sheet as the next page has it, and loads none again", () => {
  page.links.forEach((link) => Object.assign(link, { href: link.href })); // as the theme does with all of them
  page.told.forEach((listener) => listener(page.location));
  const [sheet, icon] = page.links;
  assert.deepEqual([sheet.count, icon.count], [0, 1]);
  assert.equal(sheet.outerHTML, '<link rel="stylesheet" href="https://example.org/blog/style.css">');
});

test("before a step within the page all of it is laid out, and what the reader sees stays where it is", () => {
  clicked("/blog/b/#there");
  assert.deepEqual([page.classes.size, page.moved], [1, 0]);
  clicked("/blog/a/#there");
  assert.deepEqual([page.classes.size, page.moved], [0, 250]);
  assert.deepEqual(page.events, ["laid-out-whole"]);
});

test("another page is laid out from its top, unless it is come to at a place", () => {
  for (const [address, isFromTop] of [
    ["/blog/b/#there", false],
    ["/blog/b/", true],
    ["/blog/b/?play=lr", false],
  ]) {
    page.told.forEach((listener) => listener(new URL(address, page.location)));
    assert.equal(page.classes.has("from-top"), isFromTop, address);
  }
});

test("in another page a link leads to its place, held by the search or not, and once", () => {
  const [, shows, goes] = page.told;
  goes({ hash: "", search: "" });
  shows();
  assert.equal(page.shown, 0);
  goes({ hash: "#there", search: "" });
  shows();
  shows();
  assert.equal(page.shown, 1);
  assert.deepEqual(page.freed, ["data-md-scrolllock"]);
});
