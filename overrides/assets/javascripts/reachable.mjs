/**
 * What the theme leaves to the mouse, made reachable by keyboard and named for screen readers.
 *
 * Material's ``document$`` tells of each page, the ones of instant navigation included.
 */

const SCROLLING = ".table-box, div.arithmatex, pre > code"; // code too: the theme waits until it is seen

/** Boxes that scroll sideways are a stop of the Tab key exactly while there is something to scroll. */
const watching = new ResizeObserver((entries) => {
  const boxes = entries.map(({ target }) => ({ target, isScrolling: target.scrollWidth > target.clientWidth }));
  for (const { target, isScrolling } of boxes) {
    if (isScrolling) target.setAttribute("tabindex", "0");
    else if (target !== document.activeElement) target.removeAttribute("tabindex"); // it would lose the focus
  }
});

document$.subscribe(() => {
  watching.disconnect();
  for (const box of document.querySelectorAll(SCROLLING)) watching.observe(box);
});

/**
 * The theme makes a landmark of each code block's corner: dozens of them, all alike, as are the buttons that copy. And what scrolls it takes from the Tab key
 * where there is no mouse.
 */
component$.subscribe(({ ref, scrollable }) => {
  if (scrollable) ref.setAttribute("tabindex", "0");
  const corner = ref.previousElementSibling;
  if (!corner?.matches("nav.md-code__nav")) return;
  corner.setAttribute("role", "none");
  const [first] = (ref.textContent ?? "").trim().split("\n");
  corner.querySelector(".md-code__button")?.setAttribute("aria-label", `复制代码：${first}`);
});

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
