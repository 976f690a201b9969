/**
 * Links within the page stay within the page.
 *
 * The theme's instant navigation fetches the page anew at the first of them, since it has not yet seen where it is; what
 * the reader has set, opened and scrolled to would be lost. It leaves links with a target alone and so the browser follows
 * these, and it must not hear of the step in the history before it has fetched its first page. Events of the history reach
 * listeners in their order, so this runs before the theme's script comes (start.mjs).
 *
 * Passages that nobody has come near have no right height (passages.css). It is given up to lay them out late as soon as
 * somebody jumps, here or to a place in another page, forward or back.
 */

const { pathname } = location;
const root = document.documentElement;
let hasFetched = false;
let isLedToPlace = false; // by a link, in a page that is on its way
let query = ""; // with which the page came: the theme writes it into the links of the pages that it fetches

const layOutWhole = () => {
  root.classList.remove("from-top");
  dispatchEvent(new Event("laid-out-whole"));
};

// The theme writes every address of a page in full, and keeps what the next page has in the same words. But what writes
// where a style sheet is loads it again, and until it has come a page has no styles and its places are elsewhere. So the
// theme is told that it has written there.
for (const sheet of document.querySelectorAll("link")) {
  if (sheet.rel !== "stylesheet") continue;
  const written = /** @type {HTMLLinkElement} */ (sheet.cloneNode());
  written.href = sheet.href;
  Object.defineProperties(sheet, {
    href: { value: written.href, writable: true },
    outerHTML: { value: written.outerHTML },
  });
}

addEventListener("DOMContentLoaded", () => {
  if (!("location$" in globalThis)) return; // the theme's script has not come: later.mjs tells it again
  location$.subscribe(() => (hasFetched = true));
  document$.subscribe(() => {
    query = location.search;
    if (!isLedToPlace) return;
    isLedToPlace = false;
    // Where the reader scrolled while the page was on its way the theme has noted it, and taken it for where one was.
    if (history.state !== null) Object.assign(document.createElement("a"), { href: location.hash }).click();
    document.body.removeAttribute("data-md-scrolllock"); // by the search, for a tenth of a second after it was left
    document.body.style.top = "";
    document.querySelector(":target")?.scrollIntoView();
  });
  location$.subscribe(({ hash, search }) => {
    const isNew = history.state === null; // the theme notes there where one was
    const isFromTop = !hash && !search && isNew;
    isLedToPlace = hash !== "" && isNew;
    if (isFromTop) root.classList.add("from-top");
    else layOutWhole();
  });
});

const opens = "popover" in HTMLElement.prototype ? ".footnote-ref" : "_"; // beside it, by tips.mjs
const follow = (/** @type {Event} */ { target, isTrusted }) => {
  if (!(target instanceof Element) || (isTrusted && target.closest(opens))) return;
  const found = target.closest("a[href*='#']:not([target], [download], .md-search a, .tip a)");
  const link = /** @type {HTMLAnchorElement|null} */ (found);
  if (!link || link.origin !== location.origin || link.pathname !== location.pathname || !link.hash) return;
  if (link.search && link.search !== query) return; // to another setting
  link.search = location.search; // playgrounds write theirs there
  link.target = "_self";
  const { top } = link.getBoundingClientRect();
  layOutWhole();
  scrollBy(0, link.getBoundingClientRect().top - top);
  history.replaceState({ x: scrollX, y: scrollY }, ""); // as the theme does, which writes it a while after scrolling only
};
addEventListener("click", follow, { capture: true });

addEventListener("popstate", (event) => {
  if (!hasFetched && location.pathname === pathname) event.stopImmediatePropagation();
});
