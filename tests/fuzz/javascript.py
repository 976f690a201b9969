"""What the page's own modules say, asked of one Node that answers line by line."""

import atexit
import functools
import json
import subprocess
from typing import Any

from scripts.assets.browser_parts import SOURCES
from scripts.shared.node import node

SERVE = """
import { createInterface } from "node:readline";
const [playground, search] = process.argv.slice(1);
const { addressOf, readAddress } = await import(`${playground}/address.mjs`);
const { formatNumber } = await import(`${playground}/format.mjs`);
const { keysOf } = await import(`${search}/words.mjs`);
const asked = {
  format: (value, digits) => formatNumber(value, digits),
  keys: (query) => Object.values(keysOf(query)).flat(),
  // What a page reads of the address that it wrote, in a new tab.
  address: (query, dataset) => {
    const element = { dataset, hasAttribute: (name) => name === "data-page" && "page" in dataset };
    globalThis.location = { href: "http://127.0.0.1/blog/a/" };
    return readAddress(new URL(addressOf(element, query).href), element);
  },
};
for await (const line of createInterface({ input: process.stdin })) {
  const [name, ...values] = JSON.parse(line);
  console.log(JSON.stringify(asked[name](...values)));
}
"""


@functools.cache
def running() -> subprocess.Popen[str]:
    modules = [SOURCES.as_uri(), (SOURCES.parent / "search").as_uri()]
    child = subprocess.Popen(
        [node(), "--input-type=module", "--eval", SERVE, *modules],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    atexit.register(child.communicate)
    return child


def ask(name: str, *values: object) -> Any:
    """Return what a function of ``SERVE`` gives."""
    child = running()
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(json.dumps([name, *values]) + "\n")
    child.stdin.flush()
    return json.loads(child.stdout.readline())
