/** Pin the picture above the controls while it leaves them room: on a low screen it would cover them for ever. */

const ROOM = 200; // px below header and picture: some three controls

/** Keep `data-pinned` of the element, and the height of its stage, right. @param {HTMLElement} element @param {HTMLElement} stage @param {AbortSignal} signal */
export function watchPin(element, stage, signal) {
  const look = () => {
    const height = stage.offsetHeight;
    const above = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop); // the header, see theme.css
    element.toggleAttribute("data-pinned", height > 0 && above + height + ROOM <= innerHeight);
    element.style.setProperty("--stage", `${height}px`);
  };
  const observer = new ResizeObserver(look);
  observer.observe(stage);
  addEventListener("resize", look, { signal });
  signal.addEventListener("abort", () => observer.disconnect());
}
