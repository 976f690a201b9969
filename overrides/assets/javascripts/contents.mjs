/**
 * Where one is: the contents say which section is being read and how long the rest takes, and hand out its address.
 *
 * The theme marks the links of what has been passed; beside each section the build has written how many minutes it takes.
 */

import { copied } from "./playground/copying.mjs";

const PASSED = ".md-nav__link--passed";
const CURRENT = ".md-nav__link--active";

document$.subscribe(() => {
  const contents = /** @type {HTMLElement|null} */ (document.querySelector(".contents"));
  if (!contents) return;
  const current = () => /** @type {HTMLAnchorElement|null} */ (contents.querySelector(CURRENT));
  new MutationObserver(() => tell(contents, current())).observe(contents, {
    subtree: true,
    attributeFilter: ["class"],
  });
  contents.addEventListener("toggle", () => current()?.scrollIntoView({ block: "center" }));
  contents.addEventListener("click", ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    if (target.closest("a")) contents.hidePopover?.();
    if (target.matches(".contents__copy")) hand(target, current());
  });
});

/** @param {HTMLElement} contents @param {Element|null} current */
function tell(contents, current) {
  for (const link of contents.querySelectorAll("[aria-current]"))
    if (link !== current) link.removeAttribute("aria-current");
  current?.setAttribute("aria-current", "true");
  const sections = /** @type {HTMLElement[]} */ ([...contents.querySelectorAll("[data-minutes]")]);
  const at = sections.findLastIndex((section) => section.matches(PASSED));
  const minutes = sections.slice(at).reduce((sum, { dataset }) => sum + Number(dataset.minutes), 0);
  const left = /** @type {HTMLElement} */ (contents.querySelector(".contents__left"));
  left.textContent = at < 0 ? "" : `还剩 ${minutes} 分钟`;
}

/** Copy the address of what is being read, and say so. @param {HTMLElement} button @param {HTMLAnchorElement|null} current */
async function hand(button, current) {
  const said = await copied(
    button,
    location.origin + location.pathname + (current?.hash ?? ""),
    current ? `“${current.text}”的链接` : "这一页的链接",
  );
  /** @type {Element} */ (button.nextElementSibling).textContent = said;
}
