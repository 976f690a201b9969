/** What the element adds to its static parts, before anything else is loaded: buttons, step slider, places for text. */

import { isEmbed } from "./address.mjs";
import { renderChips } from "./chips.mjs";
import { html } from "../dom.mjs";
import { buildPlayer } from "../player.mjs";

/** @typedef {ReturnType<typeof build>} Parts */

/** @param {HTMLElement} element */
export function build(element) {
  const figure = /** @type {HTMLElement} */ (element.querySelector("figure"));
  const { anchor = "", more } = element.dataset;
  const panels = html("div", { class: "playground__panels" });
  const parts = {
    anchor,
    figure,
    picture: /** @type {HTMLElement} */ (figure.querySelector(".figure__picture") ?? figure.firstElementChild),
    form: /** @type {HTMLFormElement} */ (element.querySelector("form")),
    sentence: element.querySelector(".playground__sentence") ?? html("p", { class: "playground__sentence" }),
    stage: html("div", { class: "playground__stage" }),
    side: html("div", { class: "playground__side" }),
    chips: buildChips(element),
    snippets: html("div", { class: "playground__snippets", hidden: true }),
    notice: html("p", { class: "playground__notice", role: "status" }),
    live: html("p", { class: "playground__live visually-hidden", "aria-live": "polite" }),
    panels,
    fold: more ? html("details", { class: "playground__fold" }, html("summary", {}, more), panels) : null,
    ...buildPlayer(),
    ...buildActions(element),
  };
  arrange(element, parts);
  return parts;
}

/** @param {HTMLElement} element */
function buildChips(element) {
  const chips = html("div", { class: "playground__chips" });
  const [labels, roles] = [element.dataset.labels, element.dataset.roles].map((text) => JSON.parse(text ?? "[]"));
  const most = Number(element.dataset.most) || undefined;
  const name = `${element.dataset.anchor ?? ""}-setting`;
  renderChips(chips, { count: labels.length || 1, labels, roles, active: 0, most, name });
  return chips;
}

/** @param {HTMLElement} element */
function buildActions(element) {
  const { href } = element.dataset; // of the full page
  const folded = { "aria-expanded": "false" };
  const idle = { "aria-disabled": "true" };
  const file = (/** @type {string} */ kind) => button(kind.toLowerCase(), kind, { "aria-label": `下载 ${kind}` });
  const buttons = {
    link: button("link", "复制链接"),
    code: button("code", "复制代码", folded),
    embed: button("embed", "嵌入", folded),
    undo: button("undo", "撤销", idle),
    redo: button("redo", "重做", idle),
    reset: button("reset", "重置"),
  };
  const group = { class: "playground__downloads", role: "group", "aria-label": "下载" };
  const downloads = html("span", group, "下载", ...["SVG", "PNG", "CSV", "GIF"].map(file));
  const full = href ? html("a", { class: "playground__button", href }, "整页打开") : null;
  const changes = html("span", {}, buttons.undo, buttons.redo, buttons.reset);
  const toTake = [buttons.link, buttons.code, isEmbed(element) ? "" : buttons.embed, downloads];
  const whole = [changes, ...("teaser" in element.dataset ? [] : toTake), full ?? ""];
  return { buttons, full, actions: html("div", { class: "playground__actions" }, ...whole) };
}

/** @param {string} action @param {string} label @param {Record<string, string>} [attributes] */
function button(action, label, attributes) {
  return html("button", { type: "button", class: "playground__button", "data-do": action, ...attributes }, label);
}

/** @param {HTMLElement} element @param {Parts} parts */
function arrange(element, parts) {
  const { actions, chips, figure, form, live, notice, picture, player, sentence, side, snippets, stage } = parts;
  const more = parts.fold ?? parts.panels;
  figure.querySelector(".moving-figure__foot")?.remove(); // it links to the animation of one setting
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
}
