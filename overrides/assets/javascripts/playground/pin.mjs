/**
 * Pin the pictures above the controls while they leave them room: on a low screen they would cover them for ever. Where
 * there is no room for all of them the last one stays, under which the step slider lies.
 */

const ROOM = 200; // px below header and picture: some three controls

/**
 * Keep `data-pinned` of the element right, and how much of its stage stays.
 *
 * @param {HTMLElement} element @param {import("./shell.mjs").Parts} parts @param {AbortSignal} signal
 */
export function watchPin(element, { picture, stage }, signal) {
  const look = () => {
    const { bottom, height } = stage.getBoundingClientRect();
    const last = [...stage.querySelectorAll(".playground__canvas")].at(-1);
    const part = bottom - (last?.getBoundingClientRect().top ?? bottom);
    const above = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop); // the header, see theme.css
    const kept = [height, part].find((each) => each > 0 && above + each + ROOM <= innerHeight);
    element.toggleAttribute("data-pinned", kept !== undefined);
    element.style.setProperty("--whole", `${height}px`);
    element.style.setProperty("--stage", `${kept ?? height}px`);
    element.style.setProperty("--hidden", `${height - (kept ?? height)}px`);
  };
  const sizes = new ResizeObserver(look);
  const pictures = new MutationObserver(() => [...picture.children].forEach((each) => sizes.observe(each)));
  sizes.observe(stage);
  pictures.observe(picture, { childList: true });
  addEventListener("resize", look, { signal });
  signal.addEventListener("abort", () => {
    sizes.disconnect();
    pictures.disconnect();
  });
}
