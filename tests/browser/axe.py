"""What axe-core finds wrong in a page."""

import json
from typing import Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

BODIES = {"dark": "slate", "light": "default"}
COLOURS = ["color-contrast", "link-in-text-block"]  # the rules whose answer depends on the scheme
# Whether a text can be read, or a link be told from its text, follows from how it looks and all that it stands in. Of the
# thousands of words in programs and formulas a few hundred look different, and axe takes milliseconds for each that it is
# asked about: it is asked about one of each look, and never again once it has found nothing wrong with one in sight.
ASK_ONCE_FOR_EACH_LOOK = """(() => {
  const properties = [
    "color", "background-color", "background-image", "opacity", "filter", "mix-blend-mode", "text-shadow",
    "font-size", "font-weight", "font-family", "font-style", "text-decoration", "outline", "border-top", "border-bottom",
    "display", "float", "position", "z-index",
  ];
  const hashes = new Map(); // of looks: those of other pages are known by theirs
  const hash = (text) => {
    let [a, b] = [0, 0];
    for (let index = 0; index < text.length; index++) {
      a = Math.imul(a ^ text.charCodeAt(index), 0x5bd1e995);
      b = (Math.imul(b, 31) + text.charCodeAt(index)) | 0;
    }
    return `${a}:${b}`;
  };
  let looks = new Map();
  const lookOf = (element) => {
    if (element && !looks.has(element)) {
      const style = getComputedStyle(element);
      const look = [lookOf(element.parentElement), ...properties.map((name) => style.getPropertyValue(name))].join();
      if (!hashes.has(look)) hashes.set(look, hash(look));
      looks.set(element, hashes.get(look));
    }
    return looks.get(element);
  };
  const isAsked = (element) => element.checkVisibility({ visibilityProperty: true })
    && (element.matches("a, input, select, textarea")
      || [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()));
  const kept = origin === "null" ? {} : sessionStorage; // an empty page has none
  const good = new Set(JSON.parse(kept.goodForAxe ?? "[]"));
  let asked = new Set();
  for (const id of COLOURS) {
    const [rule, check] = [axe._audit.getRule(id), axe._audit.checks[id]];
    const { matches } = rule;
    const { evaluate } = check;
    const question = (element) => `${id} ${lookOf(element)}`;
    rule.matches = (element, ...rest) => {
      if (!isAsked(element) || good.has(question(element)) || asked.has(question(element))) return false;
      return matches(element, ...rest) && asked.add(question(element));
    };
    check.evaluate = function (element, ...rest) {
      const answer = evaluate.call(this, element, ...rest);
      if (answer && axe.commons.dom.isVisibleOnScreen(element)) good.add(question(element));
      return answer;
    };
  }
  axe.violations = async (...what) => {
    [looks, asked] = [new Map(), new Set()];
    const { violations } = await axe.run(...what);
    if (axe.keeps) kept.goodForAxe = JSON.stringify([...good]);
    return violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html.slice(0, 200))]);
  };
})();""".replace("COLOURS", json.dumps(COLOURS))
AXE = AXE_SCRIPT + ASK_ONCE_FOR_EACH_LOOK

# What nobody has come near is not laid out, and its colours are those of another moment. It is as if the reader jumped.
LAY_OUT_WHOLE = """() => {
  document.documentElement.classList.remove("from-top");
  dispatchEvent(new Event("laid-out-whole"));
  return new Promise((done) => new ResizeObserver(done).observe(document.body));
}"""
# What fades is not looked at half way; to let it fade takes as many styles and pictures of the page as frames.
FADE = """async () => {
  await new Promise(requestAnimationFrame);
  document.getAnimations().forEach((each) => each instanceof CSSTransition && each.finish());
}"""
# By the page itself: what expects something of a place brings a quarter of a megabyte of Playwright's into each.
FOLLOW = f"""async (scheme) => {{
  const body = document.body.dataset;
  for (let frames = 0; frames < 600 && body.mdColorScheme !== scheme; frames++) await new Promise(requestAnimationFrame);
  await ({FADE})();
  return body.mdColorScheme;
}}"""
ASK = f"""async (what) => {{
  await ({LAY_OUT_WHOLE})();
  await ({FADE})();
  return axe.violations(...what);
}}"""


def expect_many(page: Page) -> None:
    """Have axe in all that a page opens from now on, and let it remember what looks good from one to the next.

    To send half a megabyte to each takes longer than to run it.
    """
    page.add_init_script(f"{AXE}\naxe.keeps = true;")


def violations(page: Page, within: str = "html", **options: object) -> list[str]:
    """Return the broken rules, each with the first places; ``within``: the selector of what is looked at."""
    if not page.evaluate("() => !!window.axe"):
        page.evaluate(AXE)
    found = page.evaluate(ASK, [within, {"resultTypes": ["violations"], **options}])
    return [f"{id}: {json.dumps(places, ensure_ascii=False)}" for id, places in found]


def turn(page: Page, scheme: Literal["dark", "light"]) -> None:
    """Let the system of the reader change its scheme, and the page follow."""
    page.emulate_media(color_scheme=scheme)
    assert page.evaluate(FOLLOW, BODIES[scheme]) == BODIES[scheme]


def violations_in_both_schemes(page: Page, within: str = "html") -> list[str]:
    """Return what is broken in the scheme of the page, and what of the colours is when the reader turns to the other."""
    first = violations(page, within)
    is_dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    turn(page, "light" if is_dark else "dark")
    return [*first, *violations(page, within, runOnly=COLOURS)]
