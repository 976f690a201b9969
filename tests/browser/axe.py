"""What axe-core finds wrong in a page."""

import json

from axe_playwright_python.base import AXE_SCRIPT as AXE
from playwright.sync_api import Page, expect

COLOURS = ["color-contrast", "link-in-text-block"]  # the rules whose answer depends on the scheme
# Whether a text can be read follows from how it looks, and all that it stands in. Of the thousands of words in programs
# and formulas of a page a few hundred look different, and axe takes milliseconds for each word that it is asked about.
ASK_ONCE_FOR_EACH_LOOK = """(within) => {
  const properties = [
    "color", "background-color", "background-image", "opacity", "filter", "mix-blend-mode", "text-shadow",
    "font-size", "font-weight", "display", "float", "position", "z-index",
  ];
  const looks = new Map([[null, 0]]);
  const numbers = new Map();
  const lookOf = (element) => {
    if (!looks.has(element)) {
      const style = getComputedStyle(element);
      const look = [lookOf(element.parentElement), ...properties.map((name) => style.getPropertyValue(name))].join();
      looks.set(element, numbers.get(look) ?? numbers.size + 1);
      numbers.set(look, looks.get(element));
    }
    return looks.get(element);
  };
  const seen = new Set();
  for (const element of document.querySelectorAll(`:is(${within}) *`)) {
    const speaks = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const isText = speaks && element.checkVisibility({ visibilityProperty: true });
    element.toggleAttribute("data-seen-before", isText && seen.has(lookOf(element)));
    if (isText) seen.add(lookOf(element));
  }
  axe.configure({ rules: [{ id: "color-contrast", selector: "*:not([data-seen-before])" }] });
}"""


# What nobody has come near is not laid out, and its colours are those of another moment. It is as if the reader jumped.
LAY_OUT_WHOLE = """() => {
  document.documentElement.classList.remove("from-top");
  dispatchEvent(new Event("laid-out-whole"));
  return new Promise((done) => new ResizeObserver(done).observe(document.body));
}"""


def expect_many(page: Page) -> None:
    """Have axe in all that a page opens from now on: to send half a megabyte to each takes longer than to run it."""
    page.add_init_script(AXE)


def violations(page: Page, within: str = "html", **options: object) -> list[str]:
    """Return the broken rules, each with the first places; ``within``: the selector of what is looked at."""
    page.evaluate(LAY_OUT_WHOLE)
    if not page.evaluate("() => !!window.axe"):
        page.evaluate(AXE)
    page.evaluate(  # what fades is not looked at half way
        "document.getAnimations().forEach((each) => each instanceof CSSTransition && each.finish())"
    )
    page.evaluate(ASK_ONCE_FOR_EACH_LOOK, within)
    found = page.evaluate(
        "([within, options]) => axe.run(within, options).then((found) => found.violations)",
        [within, {"resultTypes": ["violations"], **options}],
    )
    return [
        f"{each['id']}: {json.dumps([node['html'][:200] for node in each['nodes'][:3]], ensure_ascii=False)}"
        for each in found
    ]


def violations_in_both_schemes(page: Page, within: str = "html") -> list[str]:
    """Return what is broken in the scheme of the page, and what of the colours is when the reader turns to the other."""
    first = violations(page, within)
    is_dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    page.emulate_media(color_scheme="light" if is_dark else "dark")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default" if is_dark else "slate")
    return [*first, *violations(page, within, runOnly=COLOURS)]
