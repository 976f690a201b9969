/** Where others find what is shown. Nothing is imported: all would load it at the start. */

/** The address of the playground's own page, told from this one. @param {HTMLElement} element */
export function ownPage({ dataset: { href = "", page } }) {
  return page === "preset" ? "../" : href;
}

/**
 * The address of a setting: of the preset that it is, where the page lists these, else of a page that shows it; from a frame,
 * or the page of another preset, that is the playground's own.
 *
 * @param {HTMLElement} element @param {string} query @param {string} here this page, with the setting
 */
export function linkTo(element, query, here) {
  const listed = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[data-query]"));
  const preset = [...listed].find((each) => each.dataset.query === query);
  if (preset) {
    return preset.href;
  }
  const { page } = element.dataset; // "" on the own page
  return page ? Object.assign(new URL(ownPage(element), location.href), { search: query }).href : here;
}
