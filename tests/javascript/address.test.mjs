import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { addressOf, readAddress, writeAddress } from "../../overrides/assets/javascripts/playground/address.mjs";

const own = { hasAttribute: (name) => name === "data-page", dataset: { anchor: "lr" } };
const embedded = { hasAttribute: () => false, dataset: { anchor: "demo/cosine" } };
const at = (address) => new URL(address, "https://example.org");
let written;

beforeEach(() => {
  written = [];
  globalThis.location = at("/posts/a/?h=词#there");
  globalThis.history = { state: 7, replaceState: (...what) => written.push(what) };
});

test("on its own page the whole query is the setting", () => {
  assert.equal(readAddress(at("/playgrounds/demo/?gamma=0.5&steps=3"), own), "gamma=0.5&steps=3");
});

test("the search's and the visitor counters' words are no setting", () => {
  assert.equal(readAddress(at("/playgrounds/demo/?h=词&q=a&utm_source=b"), own), null);
  assert.equal(readAddress(at("/playgrounds/demo/?utm_source=b&gamma=1"), own), "gamma=1");
});

test("in an article a setting belongs to the playground that it names", () => {
  assert.equal(readAddress(at("/posts/a/?play=demo/cosine&gamma=1"), embedded), "gamma=1");
  assert.equal(readAddress(at("/posts/a/?play=other&gamma=1"), embedded), null);
  assert.equal(readAddress(at("/posts/a/?gamma=1"), embedded), null);
});

test("the default setting of a named playground is a setting", () => {
  assert.equal(readAddress(at("/posts/a/?play=demo/cosine"), embedded), "");
});

test("the address of a setting in an article is read again as that setting", () => {
  const address = addressOf(embedded, "gamma=0.5&name=余弦");

  assert.equal(address.hash, "#demo/cosine");
  assert.match(address.search, /^\?play=demo\/cosine&gamma=0\.5&/);
  assert.equal(new URLSearchParams(readAddress(address, embedded)).get("name"), "余弦");
});

test("an anchor with letters that addresses keep for themselves comes back whole", () => {
  const odd = { ...embedded, dataset: { anchor: "图/a&b=c" } };

  assert.equal(readAddress(addressOf(odd, "gamma=1"), odd), "gamma=1");
});

test("no setting leaves an address without a query", () => {
  assert.equal(addressOf(own, null).search, "");
  assert.equal(addressOf(embedded, null).search, "");
});

test("the setting of a page of its own leaves its address without a query, and that of an article does not", () => {
  const preset = { ...own, dataset: { anchor: "demo/wsd", query: "gamma=1" } };

  assert.equal(addressOf(preset, "gamma=1").search, "");
  assert.equal(addressOf(preset, "gamma=2").search, "?gamma=2");
  assert.equal(readAddress(addressOf(preset, ""), preset), "");
  assert.match(
    addressOf({ ...embedded, dataset: { ...embedded.dataset, query: "gamma=1" } }, "gamma=1").search,
    /gamma=1$/,
  );
});

test("the bar gets an address once, keeps its anchor and the state that the theme keeps there", () => {
  writeAddress(embedded, "gamma=1");
  assert.equal(written.length, 1);
  const [state, , address] = written[0];
  assert.equal(state, 7);
  assert.equal(address.href, "https://example.org/posts/a/?play=demo/cosine&gamma=1#there");

  globalThis.location = address;
  writeAddress(embedded, "gamma=1");
  assert.equal(written.length, 1);
});
