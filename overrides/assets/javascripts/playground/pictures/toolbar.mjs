/** What stands above a picture of points: what a press does, and one half step back and forward. */

import { adopt, html } from "../../dom.mjs";
import look from "./toolbar.css";

adopt(look);

/** @typedef {"move"|"add"|"swap"|"remove"} Tool */

/** The tools, and which kind of point each adds. @param {string[]} kinds @returns {[Tool, string, number][]} */
const toolsFor = (kinds) => [
  ["move", "移动", 0],
  .../** @type {[Tool, string, number][]} */ (
    kinds.length ? kinds.map((kind, index) => ["add", `加${kind}`, index]) : [["add", "加点", 0]]
  ),
  .../** @type {[Tool, string, number][]} */ (kinds.length ? [["swap", "换类", 0]] : []),
  ["remove", "删点", 0],
];

export class Toolbar {
  /** @param {{name: string, onStep: (by: number) => void}} options `name`: of the group of radio buttons, its own in the page */
  constructor({ name, onStep }) {
    this.group = name;
    /** Whether the reader has chosen a tool, the one that is offered included. */
    this.chosen = false;
    this.title = html("span", { class: "points__title" });
    this.choices = html("span", { class: "points__choices", role: "radiogroup", "aria-label": "在图上按下时" });
    /** @type {string|null} */
    this.kinds = null;
    this.back = html("button", { type: "button", class: "playground__button" }, "后退");
    this.next = html("button", { type: "button", class: "playground__button" }, "E 步");
    this.root = html(
      "div",
      { class: "points__tools" },
      this.title,
      this.choices,
      html("span", { class: "points__walk" }, this.back, this.next),
    );
    this.choices.addEventListener("click", () => (this.chosen = true));
    this.back.addEventListener("click", () => onStep(-1));
    this.next.addEventListener("click", () => onStep(1));
    this.offer([]);
  }

  /** Offer the tools for points of these kinds, or of no kind. @param {string[]} kinds */
  offer(kinds) {
    if (this.kinds === String(kinds)) {
      return;
    }
    this.kinds = String(kinds);
    const { group: name } = this;
    this.choices.replaceChildren(
      ...toolsFor(kinds).map(([value, label, kind]) =>
        html(
          "label",
          { class: "points__tool" },
          html("input", { type: "radio", name, value, checked: value === "move", "data-kind": kind }),
          html("span", {}, label),
        ),
      ),
    );
  }

  /** @returns {HTMLInputElement|null} */
  get picked() {
    return this.choices.querySelector(":checked");
  }

  /** What a press on the picture does. @returns {Tool} */
  get tool() {
    return /** @type {Tool} */ (this.picked?.value ?? "move");
  }

  /** Which kind of point it adds, by its number. */
  get kind() {
    return Number(this.picked?.dataset.kind);
  }

  /** Say what the picture is. @param {string} label */
  name(label) {
    this.title.textContent = label;
  }

  /** @param {{step: string}[]} moments @param {number} index */
  show(moments, index) {
    const coming = moments[index + 1];
    this.next.textContent = coming ? `${coming.step} 步` : "结束";
    this.next.setAttribute("aria-label", coming ? `下一步：${coming.step} 步` : "结束了，没有下一步");
    // A disabled button loses the focus; this one only says that it does nothing.
    this.next.setAttribute("aria-disabled", String(!coming));
    this.back.setAttribute("aria-disabled", String(index === 0));
  }
}
