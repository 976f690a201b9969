/**
 * What the theme leaves to the mouse, made reachable by keyboard and named for screen readers.
 *
 * Boxes that scroll sideways are a stop of the Tab key exactly while there is something to scroll. The label that opens the
 * search on phones is a button. Material's ``document$`` tells of each page, the ones of instant navigation included.
 */

const SCROLLING = ".table-box, div.arithmatex";

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

document.querySelector(".md-search")?.setAttribute("aria-label", "搜索");

const opener = document.querySelector(".md-header__button[for=__search]");
for (const [name, value] of Object.entries({ role: "button", tabindex: "0", "aria-label": "搜索" })) {
  opener?.setAttribute(name, value);
}
opener?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" && event.key !== " ") return;
  event.preventDefault();
  opener.click();
});
