/**
 * The index of the search comes when the reader comes to the search.
 *
 * The theme asks for it on every page, and its worker then reads all posts: more work than the page itself. Its request
 * is held back here, and so this is no module: it stands before the theme's script (main.html).
 */
{
  const { open } = XMLHttpRequest.prototype;
  const query = new URLSearchParams(location.search);
  const box = () => document.querySelector("[data-md-component=search]");
  const isWanted = () => query.has("q") || query.has("h") || box()?.contains(document.activeElement); // a hit is marked
  const wanted = new Promise((resolve) => {
    const look = () => isWanted() && resolve(null);
    addEventListener("DOMContentLoaded", look);
    addEventListener("focusin", look);
  });

  XMLHttpRequest.prototype.open = function (/** @type {[string, string, ...any]} */ ...request) {
    Reflect.apply(open, this, request);
    if (new URL(request[1], location.href).pathname.endsWith("/search/search_index.json")) {
      XMLHttpRequest.prototype.open = open;
      this.send = () => wanted.then(() => XMLHttpRequest.prototype.send.call(this));
    }
  };
}
