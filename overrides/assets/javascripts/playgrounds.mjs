/**
 * A page with playgrounds names their module itself (main.html): scripts of a page that the theme has fetched do not run.
 */

const MODULE = new URL("../generated/playground/element.mjs", import.meta.url);

document$.subscribe(() => {
  if (document.querySelector("play-ground:not(:defined)")) import(MODULE.href);
});
