/** Moving figures come to life when the reader comes near the first of them. */

const coming = new IntersectionObserver(
  (entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    coming.disconnect();
    import("./moving-figure.mjs");
  },
  { rootMargin: "100%" },
);

document$.subscribe(() => {
  for (const figure of document.querySelectorAll("moving-figure")) {
    coming.observe(figure.closest(".passage") ?? figure); // what is in one that is not laid out is nowhere
  }
});
