import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import { runInNewContext } from "node:vm";

const script = readFileSync(new URL("../../overrides/assets/javascripts/same-page.js", import.meta.url), "utf8");

class Element {}
let listeners;
let page;

/** Open a page; `pages()` is called when the theme shows another one. */
beforeEach(() => {
  listeners = {};
  page = { location: new URL("https://example.org/blog/a/?play=lr&gamma=1"), told: [], states: [] };
  const subject = { subscribe: (listener) => page.told.push(listener) };
  runInNewContext(script, {
    location: page.location,
    Element,
    scrollX: 0,
    scrollY: 420,
    history: { replaceState: (state) => page.states.push(state) },
    addEventListener: (type, listener) => (listeners[type] = listener),
    location$: subject,
    document$: subject,
  });
  listeners.DOMContentLoaded();
});

function clicked(address) {
  const url = new URL(address, page.location);
  const link = Object.assign(new Element(), {
    ...Object.fromEntries(["origin", "pathname", "hash", "search"].map((name) => [name, url[name]])),
    target: "",
  });
  link.closest = () => link;
  listeners.click({ target: link });
  return link;
}

test("a link within the page is the browser's and keeps the setting", () => {
  const link = clicked("/blog/a/#there");

  assert.deepEqual([link.target, link.search], ["_self", "?play=lr&gamma=1"]);
  assert.equal(JSON.stringify(page.states), '[{"x":0,"y":420}]'); // where Back leads
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
  page.told.forEach((listener) => listener());
  assert.equal(stopped(), false);
});
