/**
 * The theme's search looks at its box when a key is let go: text that comes without a key is told of here, be it
 * pasted, dropped, dictated, written by hand or chosen in an input method.
 */

const box = document.querySelector("[data-md-component=search-query]");
for (const event of ["input", "compositionend"]) {
  box?.addEventListener(event, () => box.dispatchEvent(new Event("keyup")));
}
