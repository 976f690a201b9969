/**
 * What the theme leaves to the mouse, made reachable by keyboard and named for screen readers.
 *
 * Material's ``document$`` tells of each page, the ones of instant navigation included.
 */

const SCROLLING = ".table-box, div.arithmatex, pre > code"; // code too: the theme waits until it is seen
const NO_LANDMARKS = "nav.md-code__nav:not([role]), nav.md-tags:not([role])";

/** Boxes that scroll sideways are a stop of the Tab key exactly while there is something to scroll. */
const watching = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
    else target.removeAttribute("tabindex");
  }
});

document$.subscribe(() => {
  watching.disconnect();
  for (const box of document.querySelectorAll(SCROLLING)) watching.observe(box);
});

/** The theme makes a landmark of each code block's corner and of each list of tags: dozens of them, all alike. */
new MutationObserver(() => {
  for (const nav of document.querySelectorAll(NO_LANDMARKS)) nav.setAttribute("role", "none");
}).observe(document.body, { childList: true, subtree: true });

/** What opens the search on phones is a label, which no key reaches: a button takes its place. */
const label = /** @type {HTMLElement|null} */ (document.querySelector(".md-header__button[for=__search]"));
if (label) {
  const button = document.createElement("button");
  button.className = `${label.className} search-opener`;
  button.setAttribute("aria-label", "搜索");
  button.append(...label.childNodes);
  button.addEventListener("click", () => label.click());
  label.before(button);
  label.hidden = true;
}
