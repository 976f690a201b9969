/** The glossary has a field that filters it; its program comes with it. */

document$.subscribe(() => {
  const form = /** @type {HTMLFormElement|null} */ (document.querySelector(".glossary-filter"));
  if (form) import("./glossary.mjs").then(({ follow }) => follow(form));
});
