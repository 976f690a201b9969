/**
 * Where one is: the contents say which section is being read and how long the rest takes, and hand out its address.
 *
 * The theme marks the links of what has been passed; beside each section the build has written how many minutes it takes.
 */

import { html } from "./dom.mjs";
import { copied } from "./playground/copying.mjs";

const PASSED = ".md-nav__link--passed";
const CURRENT = ".md-nav__link--active";

document$.subscribe(() => {
  const contents = /** @type {HTMLElement|null} */ (document.querySelector(".contents"));
  if (!contents) return;
  const current = () => /** @type {HTMLAnchorElement|null} */ (contents.querySelector(CURRENT));
  const left = html("span", { class: "contents__left" });
  const button = html("button", { class: "contents__copy", type: "button" }, "复制我读到的位置");
  const said = html("span", { role: "status" });
  contents.firstElementChild?.firstChild?.after(left);
  contents.firstElementChild?.append(html("p", { class: "contents__place" }, button, said));

  button.addEventListener("click", async () => {
    const [place, what] = [current(), current() ? `“${current()?.text}”` : "这一页"];
    said.textContent = await copied(
      button,
      `${location.origin}${location.pathname}${place?.hash ?? ""}`,
      `${what}的链接`,
    );
  });
  contents.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("a")) contents.hidePopover?.();
  });
  contents.addEventListener("toggle", () => current()?.scrollIntoView({ block: "center" }));
  new MutationObserver(() => {
    mark(contents, current());
    left.textContent = timeLeft(contents);
  }).observe(contents, { subtree: true, attributeFilter: ["class"] });
});

/** Tell screen readers, too, which section is being read. @param {HTMLElement} contents @param {Element|null} current */
function mark(contents, current) {
  for (const link of contents.querySelectorAll("[aria-current]")) link.removeAttribute("aria-current");
  current?.setAttribute("aria-current", "true");
}

/** Say how long the rest takes, from the present section on. @param {HTMLElement} contents */
function timeLeft(contents) {
  const sections = /** @type {HTMLElement[]} */ ([...contents.querySelectorAll("[data-minutes]")]);
  const at = sections.findLastIndex((section) => section.matches(PASSED));
  const minutes = sections.slice(at).reduce((sum, { dataset }) => sum + Number(dataset.minutes), 0);
  return at < 0 ? "" : `还剩 ${minutes} 分钟`;
}
