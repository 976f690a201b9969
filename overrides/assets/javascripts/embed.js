/**
 * A playground in somebody else's page: in the scheme of the reader's system, and as high as that page makes room for.
 *
 * That page is told the height in CSS pixels, and nothing else, at first and whenever it changes, by a message whose data
 * are `{ type: "embed-size", height: 812 }`. No module: it runs before the first thing is painted (embed.html).
 */
{
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => document.body.setAttribute("data-md-color-scheme", dark.matches ? "slate" : "default");
  follow();
  dark.addEventListener("change", follow);

  const tell = (/** @type {ResizeObserverEntry[]} */ [{ target }]) => {
    const height = Math.ceil(target.getBoundingClientRect().height);
    parent.postMessage({ type: "embed-size", height }, "*");
  };
  addEventListener("DOMContentLoaded", () => new ResizeObserver(tell).observe(document.documentElement));
}
