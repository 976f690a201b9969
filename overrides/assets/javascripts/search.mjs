/**
 * The search, as far as each page needs it: what opens it, and the marks in a page that a hit led to. Its program and its
 * index come when it is opened first.
 */

const form = /** @type {HTMLFormElement|null} */ (document.querySelector("form[role=search]"));
const toggle = /** @type {HTMLInputElement|null} */ (document.getElementById("__search")); // by it the theme shows the search
const box = /** @type {HTMLInputElement|undefined} */ (form?.elements.namedItem("q"));
const TYPING = "input, select, textarea, [contenteditable]";

if (form && toggle && box) {
  /** @type {Promise<unknown>|undefined} */
  let program;
  const show = (/** @type {boolean} */ isWanted) => toggle.checked === isWanted || toggle.click();

  toggle.addEventListener("change", () => {
    form.nextElementSibling?.toggleAttribute("inert", !toggle.checked);
    if (!toggle.checked) return box.blur();
    box.focus();
    program ??= import("./search/hits.mjs").then(({ follow }) => follow(form, toggle));
  });
  box.addEventListener("focus", () => show(true));
  addEventListener("focusin", ({ target }) => {
    // It would lie over the page in which the Tab key goes on.
    if (target instanceof Element && !target.closest(".md-search")) show(false);
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) show(false);
    const isShortcut = ["/", "f", "s"].includes(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!isShortcut || (event.target instanceof Element && event.target.closest(TYPING))) return;
    event.preventDefault(); // the box would get the letter
    show(true);
  });

  const query = new URLSearchParams(location.search).get("q");
  if (query !== null) {
    box.value = query;
    show(true);
  }
}

document$.subscribe(() => {
  const query = new URLSearchParams(location.search).get("h");
  const page = document.querySelector("main article");
  if (query && page) import("./search/marks.mjs").then(({ mark }) => mark(page, query));
});
