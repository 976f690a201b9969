/**
 * Pictures in files are dark on dark pages in WebKit, too, where the scheme of a page does not reach into them: their
 * addresses end in `#dark` then, which their own style knows (scripts/assets/figure_files.py).
 */

const WEBKIT = "Apple Computer, Inc."; // by name: a page cannot ask whether a picture follows it
const print = matchMedia("print");

function follow() {
  const isDark = document.body.dataset.mdColorScheme === "slate" && !print.matches;
  /** @type {NodeListOf<HTMLImageElement>} */
  const pictures = document.querySelectorAll("img[src*='.svg']");
  for (const picture of pictures) {
    const before = String(picture.getAttribute("src"));
    const [file] = before.split("#");
    const address = isDark ? `${file}#dark` : file;
    if (address === before) continue;
    if (picture.naturalWidth) picture.loading = "eager"; // it is there, and is not waited for again
    picture.removeAttribute("src"); // the file is the same: WebKit would let the picture be
    picture.src = address;
  }
}

if (navigator.vendor === WEBKIT) {
  document$.subscribe(follow);
  print.addEventListener("change", follow);
  new MutationObserver(follow).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
}
