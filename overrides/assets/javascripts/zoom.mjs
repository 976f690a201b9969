/** A figure as large as the screen lets it be, with its files. Loaded when one is first asked for. */

import { adopt, html, set } from "./dom.mjs";
import { copied } from "./playground/copying.mjs";
import { download } from "./playground/downloads.mjs";
import { pngOf } from "./png.mjs";
import look from "./zoom.css";

const PNG_SCALE = 2;
const DARK = /@media \(prefers-color-scheme: dark\)\{.*?\}(?=<\/style>)/s; // the rules of the dark in a figure's file

adopt(look);
document$.subscribe(() => document.querySelector(/** @type {"dialog"} */ ("dialog.zoom"))?.close()); // the page has gone

/** Show a figure of those of the page; the arrows lead to its neighbours. @param {HTMLElement} figure @param {HTMLElement[]} all */
export function enlarge(figure, all) {
  const back = document.activeElement;
  const opener = /** @type {HTMLElement|null} */ (figure.querySelector(".figure__enlarge"));
  const image = html("img");
  const caption = html("div", { class: "zoom__caption", tabindex: "0" });
  const files = html("span", { class: "zoom__files" });
  const place = html("span", { "aria-live": "polite" });
  const said = html("span", { class: "visually-hidden", role: "status" });
  const button = (/** @type {string} */ text, /** @type {string} */ label, /** @type {() => void} */ act) => {
    const made = html("button", { type: "button", "aria-label": label }, text);
    made.addEventListener("click", act);
    return made;
  };
  const step = (/** @type {number} */ by) => show(Math.min(all.length - 1, Math.max(0, shown + by)));
  const [before, after] = [button("←", "上一张图", () => step(-1)), button("→", "下一张图", () => step(1))];
  const close = button("关闭", "关闭", () => dialog.close());
  const bar = html("div", { class: "zoom__bar" }, before, place, after, files, close, said);
  const view = html(
    "div",
    { class: "zoom__view", tabindex: "0", role: "group", "aria-label": "放大的图，可滚动" },
    image,
  );
  const dialog = html("dialog", { class: "zoom md-typeset" }, view, caption, bar);
  let shown = 0;

  /** @param {number} index */
  function show(index) {
    shown = index;
    const { number, picture, words } = partsOf(all[index]);
    const { src, alt, width, height } = attributesOf(picture);
    set(image, { src, alt, width, height });
    view.style.setProperty("--ratio", String(Number(width) / Number(height)));
    view.scrollTo(0, 0);
    caption.replaceChildren(...words);
    dialog.setAttribute("aria-label", number);
    place.textContent = `${index + 1} / ${all.length}`;
    before.setAttribute("aria-disabled", String(index === 0));
    after.setAttribute("aria-disabled", String(index === all.length - 1));
    const png = button("PNG", "下载 PNG", () => givePng(all[index]).catch(console.warn));
    const given = filesOf(all[index]).map(([name, href]) =>
      html("a", { href, download: "", "aria-label": `下载 ${name}` }, name),
    );
    const link = button("复制链接", `复制${number}的链接`, async () => {
      said.textContent = await copied(link, addressOf(all[index]), `${number}的链接`);
    });
    files.replaceChildren("下载", ...given, png, link);
  }

  dialog.addEventListener("keydown", ({ key, target, altKey, ctrlKey, metaKey }) => {
    const isScrolled = target === view && view.scrollWidth > view.clientWidth;
    if (altKey || ctrlKey || metaKey || isScrolled) return;
    if (key === "ArrowLeft" || key === "ArrowRight") step(key === "ArrowLeft" ? -1 : 1);
  });
  dialog.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("a:not([download])")) dialog.close();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    (back instanceof HTMLElement && figure.contains(back) ? back : opener)?.focus({ preventScroll: true });
  });
  show(all.indexOf(figure));
  document.body.append(dialog);
  dialog.showModal();
  close.focus();
}

/** Hand a figure to the reader as it is in the light. @param {HTMLElement} figure */
export async function givePng(figure) {
  const { src, width, height } = attributesOf(partsOf(figure).picture);
  const drawing = (await (await fetch(src)).text()).replace(DARK, "");
  const name = new URL(src, document.baseURI).pathname.split("/").slice(-2).join("-").replace(/svg$/, "png");
  download(name, await pngOf(drawing, { width: Number(width), height: Number(height) }, PNG_SCALE));
}

/** @param {HTMLElement} figure */
function partsOf(figure) {
  const picture = /** @type {HTMLImageElement} */ (figure.querySelector(".figure__image"));
  const words = /** @type {HTMLElement} */ (figure.querySelector("figcaption")?.cloneNode(true));
  for (const each of words.querySelectorAll("[id]")) each.removeAttribute("id");
  for (const mention of words.querySelectorAll(".footnote-ref")) mention.remove(); // its note is outside the dialog
  return { picture, number: figure.querySelector(".figure__number")?.textContent ?? "", words: words.childNodes };
}

/** The page of a figure: its number leads there, and from there back into the text. @param {HTMLElement} figure */
function addressOf(figure) {
  const number = /** @type {HTMLAnchorElement|null} */ (figure.querySelector("a.figure__number"));
  return number && !number.hash ? number.href : `${location.origin}${location.pathname}`;
}

/** @param {HTMLImageElement} image */
function attributesOf(image) {
  const [src, alt, width, height] = ["src", "alt", "width", "height"].map((name) => image.getAttribute(name) ?? "");
  return { src, alt, width, height };
}

/** The files that are there: name and address. @param {HTMLElement} figure @returns {[string, string][]} */
function filesOf(figure) {
  const [src] = attributesOf(partsOf(figure).picture).src.split("#"); // as in the light
  const gif = figure.querySelector(".moving-figure__download")?.getAttribute("href");
  return [
    ["SVG", src],
    .../** @type {[string, string][]} */ (gif ? [["GIF", gif]] : []),
    .../** @type {[string, string][]} */ ("table" in figure.dataset ? [["CSV", src.replace(/svg$/, "csv")]] : []),
  ];
}
