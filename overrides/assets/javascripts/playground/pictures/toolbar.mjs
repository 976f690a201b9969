/** What stands above a picture of points: what a press does, and one half step back and forward. */

import { adopt, html } from "../../dom.mjs";
import look from "./toolbar.css";

adopt(look);

const TOOLS = [
  ["move", "移动"],
  ["add", "加点"],
  ["remove", "删点"],
];

export class Toolbar {
  /** @param {{name: string, onStep: (by: number) => void}} options `name`: of the group of radio buttons, its own in the page */
  constructor({ name, onStep }) {
    const choices = TOOLS.map(([value, label]) =>
      html(
        "label",
        { class: "points__tool" },
        html("input", { type: "radio", name, value, checked: value === "move" }),
        html("span", {}, label),
      ),
    );
    /** Whether the reader has chosen a tool, the one that is offered included. */
    this.chosen = false;
    this.title = html("span", { class: "points__title" });
    this.choices = html(
      "span",
      { class: "points__choices", role: "radiogroup", "aria-label": "在图上按下时" },
      ...choices,
    );
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
  }

  /** What a press on the picture does. @returns {"move"|"add"|"remove"} */
  get tool() {
    const chosen = /** @type {HTMLInputElement|null} */ (this.choices.querySelector(":checked"));
    return /** @type {"move"|"add"|"remove"} */ (chosen?.value ?? "move");
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
