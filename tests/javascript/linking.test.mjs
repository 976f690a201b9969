import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { linkTo, ownPage } from "../../overrides/assets/javascripts/playground/linking.mjs";

const element = (page, href) => /** @type {any} */ ({ dataset: { page, href } });
const HERE = "https://example.org/here/?a=1";

beforeEach(() => {
  globalThis.location = new URL("https://example.org/playgrounds/demo/wsd/");
  const presets = { "a=2": "https://example.org/playgrounds/demo/two/" };
  const links = Object.entries(presets).map(([query, href]) => ({ href, dataset: { query } }));
  globalThis.document = { querySelectorAll: (selector) => (selector === "a[data-query]" ? links : []) };
});

test("a setting that is just that of a preset has the address of the preset", () => {
  for (const page of ["", "preset", undefined]) {
    assert.equal(linkTo(element(page), "a=2", HERE), "https://example.org/playgrounds/demo/two/");
  }
});

test("on the page of a preset another setting has the address of the playground's own page", () => {
  assert.equal(linkTo(element("preset"), "a=3&b=4", HERE), "https://example.org/playgrounds/demo/?a=3&b=4");
  assert.equal(linkTo(element("preset"), "", HERE), "https://example.org/playgrounds/demo/");
});

test("from a frame one comes to the own page", () => {
  assert.equal(linkTo(element("embed", "../"), "a=3", HERE), "https://example.org/playgrounds/demo/?a=3");
});

test("on the own page and in an article the address is that of the page", () => {
  assert.equal(linkTo(element(""), "a=1", HERE), HERE);
  assert.equal(linkTo(element(undefined, "../../"), "a=1", HERE), HERE);
});

test("the own page is told from where the playground stands", () => {
  assert.equal(ownPage(element("preset")), "../");
  assert.equal(ownPage(element("embed", "../")), "../");
  assert.equal(ownPage(element("")), "");
});
