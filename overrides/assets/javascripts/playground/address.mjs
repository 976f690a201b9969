/**
 * The setting in the page's address. On the playground's own page the whole query is the setting; in an article
 * `?play=<anchor>&…` belongs to the playground with that anchor; on the page of a preset `?play=` is the default one. Only
 * replaceState: Back leaves the page.
 */

const FOREIGN = /^(h|q|utm_\w+)$/; // of the site's search, and of those who count visitors

/** The setting that the address holds for this element, or null. @param {URL|Location} address @param {HTMLElement} element */
export function readAddress(address, element) {
  const pairs = [...new URLSearchParams(address.search)].filter(([name]) => !FOREIGN.test(name));
  const query = String(new URLSearchParams(pairs.filter(([name]) => name !== "play")));
  const isMeant = element.hasAttribute("data-page")
    ? pairs.length
    : pairs.some(([name, value]) => name === "play" && value === element.dataset.anchor);
  return isMeant ? query : null;
}

/**
 * The address that shows `query`; null leaves the setting out, and so does the one for which the page is there.
 *
 * @param {HTMLElement} element @param {string|null} query
 */
export function addressOf(element, query) {
  const address = new URL(location.href);
  const { anchor = "", query: own = "" } = element.dataset;
  const isPage = element.hasAttribute("data-page");
  if (query === null || (isPage && query === own)) {
    address.search = "";
    return address;
  }
  const name = isPage ? "" : encodeURIComponent(anchor).replaceAll("%2F", "/");
  address.search = isPage && query ? query : [`play=${name}`, ...(query ? [query] : [])].join("&");
  address.hash = isPage ? address.hash : anchor;
  return address;
}

/** Put a setting into the address bar. @param {HTMLElement} element @param {string|null} query */
export function writeAddress(element, query) {
  const address = addressOf(element, query);
  address.hash = location.hash;
  if (address.href !== location.href) {
    history.replaceState(history.state, "", address);
  }
}

/** The address of a setting on the site as it is published; "" where that is not known. @param {HTMLElement} element @param {string} query */
export function publishedAddress(element, query) {
  const { search, hash } = addressOf(element, query);
  const published = publishedPage();
  return published ? String(Object.assign(new URL(published), { search, hash })) : "";
}

/** What the page names as its address; "" where the site does not know. */
export function publishedPage() {
  return /** @type {HTMLLinkElement|null} */ (document.querySelector("link[rel=canonical]"))?.href ?? "";
}

/** Whether this is a playground for somebody else's page, in a frame. @param {HTMLElement} element */
export function isEmbed(element) {
  return element.dataset.page === "embed";
}
