/**
 * A reference that is folded below its heading opens when the heading is called: by a link, an address or the search.
 *
 * The theme and the browser open only what the called element itself stands in.
 */

function openCalled() {
  const called = document.getElementById(location.hash.slice(1));
  let next = called?.matches("h2, h3") ? called.nextElementSibling : null;
  for (; next && !next.matches("h2, h3"); next = next.nextElementSibling) {
    for (const folded of next.querySelectorAll("details.reference")) folded.setAttribute("open", "");
  }
}

addEventListener("hashchange", openCalled);
document$.subscribe(openCalled);
