/** What the element adds to its static parts, before anything else is loaded: buttons, step slider, places for text. */

import { renderChips } from "./chips.mjs";
import { html, svg } from "./dom.mjs";

const PLAY = "M8 5v14l11-7z";
const PAUSE = "M6 5h4v14H6zm8 0h4v14h-4z";

/** @typedef {ReturnType<typeof build>} Parts */

/** @param {HTMLElement} element */
export function build(element) {
  const figure = /** @type {HTMLElement} */ (element.querySelector("figure"));
  const picture = /** @type {HTMLElement} */ (figure.querySelector(".figure__picture") ?? figure.firstElementChild);
  const form = /** @type {HTMLFormElement} */ (element.querySelector("form"));
  const { anchor = "" } = element.dataset;
  const play = html(
    "button",
    { type: "button", class: "playground__play", "aria-label": "播放", title: "播放" },
    icon(PLAY),
  );
  const step = html("input", {
    type: "range",
    class: "playground__step",
    min: 0,
    max: 100,
    value: 0,
    "aria-label": "步",
  });
  const player = html("div", { class: "playground__player" }, play, step);
  const sentence = element.querySelector(".playground__sentence") ?? html("p", { class: "playground__sentence" });
  const chips = html("div", { class: "playground__chips" });
  const [labels, roles] = [element.dataset.labels, element.dataset.roles].map((text) => JSON.parse(text ?? "[]"));
  renderChips(chips, {
    count: labels.length || 1,
    labels,
    roles,
    active: 0,
    most: Number(element.dataset.most) || undefined,
    name: `${anchor}-setting`,
  });
  const actions = html("div", { class: "playground__actions" });
  const snippets = html("div", { class: "playground__snippets", hidden: true });
  const notice = html("p", { class: "playground__notice", role: "status" });
  const live = html("p", { class: "playground__live visually-hidden", "aria-live": "polite" });
  const panels = html("div", { class: "playground__panels" });
  const fold = element.dataset.more
    ? html("details", { class: "playground__fold" }, html("summary", {}, element.dataset.more), panels)
    : null;
  const more = fold || panels;
  const side = html("div", { class: "playground__side" });
  const button = (/** @type {string} */ name, /** @type {string} */ label, /** @type {string} */ spoken = "") =>
    html(
      "button",
      { type: "button", class: "playground__button", "data-do": name, "aria-label": spoken || null },
      label,
    );
  const file = (/** @type {string} */ kind) => button(kind.toLowerCase(), kind, `下载 ${kind}`);
  const buttons = {
    link: button("link", "复制链接"),
    code: button("code", "复制代码"),
    svg: file("SVG"),
    png: file("PNG"),
    csv: file("CSV"),
    reset: button("reset", "重置"),
  };
  const downloads = html(
    "span",
    { class: "playground__downloads", role: "group", "aria-label": "下载" },
    "下载",
    buttons.svg,
    buttons.png,
    buttons.csv,
  );
  const animation = figure.querySelector(".moving-figure__download");
  if (animation) {
    animation.className = "playground__button";
    animation.setAttribute("aria-label", "下载 GIF：默认设置的动画");
    animation.textContent = "GIF";
    figure.querySelector(".moving-figure__foot")?.remove();
    downloads.append(animation);
  }
  buttons.code.setAttribute("aria-expanded", "false");
  actions.append(buttons.link, buttons.code, buttons.reset, downloads);
  const { href } = element.dataset;
  const full = href ? html("a", { class: "playground__button", href }, "整页打开") : null;
  actions.append(...(full ? [full] : []));
  const stage = html("div", { class: "playground__stage" });
  picture.replaceWith(stage);
  stage.append(picture, player);
  form.before(side);
  side.append(notice, chips, form, actions, live);
  stage.after(sentence);
  if (element.hasAttribute("data-page")) {
    const main = html("div", { class: "playground__main" });
    figure.before(main);
    main.append(figure, snippets, more);
  } else {
    side.after(snippets, more);
  }
  return {
    figure,
    stage,
    picture,
    form,
    play,
    step,
    player,
    sentence,
    chips,
    actions,
    buttons,
    snippets,
    notice,
    live,
    fold,
    panels,
    full,
    side,
    anchor,
  };
}

/** Show what the play button would do. @param {HTMLElement} button @param {boolean} playing @param {string} label */
export function showPlaying(button, playing, label) {
  button.replaceChildren(icon(playing ? PAUSE : PLAY));
  button.setAttribute("aria-label", label);
  button.title = label;
}

/** @param {string} path */
function icon(path) {
  // A press belongs to the button: the picture in it may be another one when the press is looked at again.
  return svg(
    "svg",
    { viewBox: "0 0 24 24", width: 20, height: 20, "aria-hidden": "true", "pointer-events": "none" },
    svg("path", { d: path, fill: "currentColor" }),
  );
}
